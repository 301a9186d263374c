-- name: add(participant_id, message_id, day_on, now)!
INSERT INTO cards (participant_id, message_id, day_on, sent_at)
VALUES (:participant_id, :message_id, :day_on, :now)
ON CONFLICT (participant_id, message_id) DO NOTHING;

-- name: give_way(participant_id, message_id, day_on)!
-- A day's last card never goes, whoever wants it to.
DELETE FROM cards
WHERE participant_id = :participant_id AND message_id = :message_id AND EXISTS (
    SELECT 1 FROM cards AS other
    WHERE other.participant_id = :participant_id AND other.day_on = :day_on AND other.message_id <> :message_id
);

-- name: on_of(participant_id, message_id)
SELECT day_on FROM cards WHERE participant_id = :participant_id AND message_id = :message_id;

-- name: all_of(participant_id, day_on)
SELECT message_id FROM cards WHERE participant_id = :participant_id AND day_on = :day_on ORDER BY message_id;

-- name: sent_since(participant_id, first_on)
SELECT DISTINCT day_on FROM cards WHERE participant_id = :participant_id AND day_on >= :first_on ORDER BY day_on;

-- name: any_since(participant_id, at)
SELECT count(*) AS number FROM cards WHERE participant_id = :participant_id AND sent_at > :at;

-- name: earlier(participant_id, before_on, since)
SELECT message_id, day_on FROM cards
WHERE participant_id = :participant_id AND day_on < :before_on AND sent_at > :since
ORDER BY message_id;

-- name: forget(participant_id, message_id)!
DELETE FROM cards WHERE participant_id = :participant_id AND message_id = :message_id;
