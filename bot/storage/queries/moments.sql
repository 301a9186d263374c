-- name: keep(id, participant_id, day_on, zone, now, message_id, body)!
INSERT INTO moments (id, participant_id, day_on, zone, kept_at, message_id, body)
VALUES (:id, :participant_id, :day_on, :zone, :now, :message_id, :body)
ON CONFLICT (participant_id, message_id) DO NOTHING;

-- name: of_message(participant_id, message_id)
SELECT * FROM moments WHERE participant_id = :participant_id AND message_id = :message_id;

-- name: messages_since(participant_id, since)
SELECT message_id FROM moments
WHERE participant_id = :participant_id AND kept_at > :since AND message_id IS NOT NULL
ORDER BY message_id;

-- name: change(id, body, now)!
UPDATE moments SET body = :body, changed_at = :now WHERE id = :id;

-- name: find(id, participant_id)
SELECT * FROM moments WHERE id = :id AND participant_id = :participant_id;

-- name: least_shown(participant_id, shown_for, but_for, number, past)
-- The one that this very update showed already; else those never shown, in the order of their random ids; else the one
-- that was shown longest ago.
SELECT * FROM moments
WHERE participant_id = :participant_id AND id <> :but_for
ORDER BY CASE WHEN shown_for = :shown_for THEN 0 ELSE 1 END, coalesce(shown_number, 0), id
LIMIT :number OFFSET :past;

-- name: show(id, participant_id, shown_for)!
UPDATE moments SET
    shown_for = :shown_for,
    shown_number = 1 + (
        SELECT coalesce(max(other.shown_number), 0) FROM moments AS other WHERE other.participant_id = :participant_id
    )
WHERE id = :id AND participant_id = :participant_id;

-- name: erase(id, participant_id)!
DELETE FROM moments WHERE id = :id AND participant_id = :participant_id;

-- name: between(participant_id, first_on, last_on)
SELECT * FROM moments
WHERE participant_id = :participant_id AND day_on BETWEEN :first_on AND :last_on
ORDER BY day_on, kept_at, message_id;
