-- name: note(participant_id, message_id, what, day_on)!
INSERT INTO taken (participant_id, message_id, what, day_on) VALUES (:participant_id, :message_id, :what, :day_on)
ON CONFLICT (participant_id, message_id) DO NOTHING;

-- name: find(participant_id, message_id)
SELECT what, day_on FROM taken WHERE participant_id = :participant_id AND message_id = :message_id;
