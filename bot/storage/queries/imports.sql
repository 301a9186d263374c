-- name: ask(participant_id, message_id, now, file_id)!
INSERT INTO imports (participant_id, message_id, asked_at, file_id)
VALUES (:participant_id, :message_id, :now, :file_id)
ON CONFLICT (participant_id) DO UPDATE SET
    message_id = excluded.message_id, asked_at = excluded.asked_at, file_id = excluded.file_id, is_done = 0
WHERE imports.message_id <> excluded.message_id;

-- name: find(participant_id)
SELECT * FROM imports WHERE participant_id = :participant_id;

-- name: note_done(participant_id)!
UPDATE imports SET is_done = 1 WHERE participant_id = :participant_id;

-- name: drop(participant_id)!
DELETE FROM imports WHERE participant_id = :participant_id;

-- name: drop_before(participant_id, before)!
DELETE FROM imports WHERE participant_id = :participant_id AND asked_at < :before;
