-- name: note(participant_id, message_id, what, day_on, scores)!
INSERT INTO taken (participant_id, message_id, what, day_on, scores)
VALUES (:participant_id, :message_id, :what, :day_on, :scores)
ON CONFLICT (participant_id, message_id) DO NOTHING;

-- name: find(participant_id, message_id)
SELECT what, day_on, scores FROM taken WHERE participant_id = :participant_id AND message_id = :message_id;

-- name: rescore(participant_id, message_id, scores)!
UPDATE taken SET scores = :scores WHERE participant_id = :participant_id AND message_id = :message_id;

-- name: spend(participant_id, message_id, what)!
UPDATE taken SET what = :what, scores = NULL WHERE participant_id = :participant_id AND message_id = :message_id;
