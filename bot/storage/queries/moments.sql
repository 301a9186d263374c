-- name: keep(id, participant_id, day_on, zone, now, message_id, body)!
INSERT INTO moments (id, participant_id, day_on, zone, kept_at, message_id, body)
VALUES (:id, :participant_id, :day_on, :zone, :now, :message_id, :body)
ON CONFLICT (participant_id, message_id) DO NOTHING;

-- name: of_message(participant_id, message_id)
SELECT * FROM moments WHERE participant_id = :participant_id AND message_id = :message_id;

-- name: change(id, body, now)!
UPDATE moments SET body = :body, changed_at = :now WHERE id = :id;

-- name: between(participant_id, first_on, last_on)
SELECT * FROM moments
WHERE participant_id = :participant_id AND day_on BETWEEN :first_on AND :last_on
ORDER BY day_on, kept_at, message_id;
