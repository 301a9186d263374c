-- name: note(chat_id, now)!
INSERT INTO greeted_groups (chat_id, greeted_at) VALUES (:chat_id, :now) ON CONFLICT (chat_id) DO NOTHING;

-- name: find(chat_id)
SELECT greeted_at FROM greeted_groups WHERE chat_id = :chat_id;
