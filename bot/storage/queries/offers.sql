-- name: add(id, participant_id, message_id, written_on, wants_day, is_nothing, is_moment, album, made_at, body)
-- A message has one offer; the update that changes nothing makes RETURNING tell which.
INSERT INTO offers (
    id, participant_id, message_id, written_on, wants_day, is_nothing, is_moment, album, made_at, body
) VALUES (
    :id, :participant_id, :message_id, :written_on, :wants_day, :is_nothing, :is_moment, :album, :made_at, :body
)
ON CONFLICT (participant_id, message_id) DO UPDATE SET message_id = excluded.message_id
RETURNING id;

-- name: find(id, participant_id)
SELECT * FROM offers WHERE id = :id AND participant_id = :participant_id;

-- name: latest(participant_id)
SELECT * FROM offers WHERE participant_id = :participant_id ORDER BY made_at DESC, message_id DESC LIMIT 1;

-- name: waiting_for_a_day(participant_id)
SELECT * FROM offers WHERE participant_id = :participant_id AND wants_day = 1 ORDER BY made_at, message_id;

-- name: of_album(participant_id, album)
SELECT * FROM offers WHERE participant_id = :participant_id AND album = :album ORDER BY made_at, message_id;

-- name: of_message(participant_id, message_id)
SELECT * FROM offers WHERE participant_id = :participant_id AND message_id = :message_id;

-- name: messages_of(participant_id)
SELECT message_id FROM offers WHERE participant_id = :participant_id ORDER BY message_id;

-- name: change(id, body)!
UPDATE offers SET body = :body WHERE id = :id;

-- name: drop(id)!
DELETE FROM offers WHERE id = :id;

-- name: drop_before(participant_id, before)!
DELETE FROM offers WHERE participant_id = :participant_id AND made_at < :before AND wants_day = 0;
