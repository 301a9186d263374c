-- name: show(participant_id, week, number, shown_on, now, choice)!
-- When and on which day it was shown first stays as it was. Of whom was erased while their letter was written, nothing is.
INSERT INTO shown_principles (participant_id, week, number, shown_on, shown_at, choice)
SELECT :participant_id, :week, :number, :shown_on, :now, :choice
FROM participants WHERE id = :participant_id
ON CONFLICT (participant_id, week, number) DO UPDATE SET choice = excluded.choice;

-- name: shown(participant_id)
SELECT * FROM shown_principles WHERE participant_id = :participant_id ORDER BY week, number;
