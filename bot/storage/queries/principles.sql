-- name: show(participant_id, week, shown_on, now, choice)!
INSERT INTO shown_principles (participant_id, week, shown_on, shown_at, choice)
VALUES (:participant_id, :week, :shown_on, :now, :choice)
ON CONFLICT (participant_id, week) DO UPDATE SET
    shown_on = excluded.shown_on, shown_at = excluded.shown_at, choice = excluded.choice;

-- name: shown(participant_id)
SELECT * FROM shown_principles WHERE participant_id = :participant_id ORDER BY week;
