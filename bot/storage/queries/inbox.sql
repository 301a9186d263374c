-- name: last_seq()
SELECT coalesce(max(seq), 0) AS seq FROM inbox;

-- name: add(seq, update_id, telegram_id, received_at, body)!
-- What comes a second time while the first still stands here is the same update.
INSERT INTO inbox (seq, update_id, telegram_id, received_at, attempts, body)
VALUES (:seq, :update_id, :telegram_id, :received_at, 0, :body)
ON CONFLICT (update_id) DO NOTHING;

-- name: added_after(seq)
SELECT seq, update_id FROM inbox WHERE seq > :seq ORDER BY seq;

-- name: waiting()
SELECT * FROM inbox ORDER BY seq;

-- name: put_off(now)
SELECT * FROM inbox WHERE retry_at <= :now ORDER BY seq;

-- name: done(seq)!
DELETE FROM inbox WHERE seq = :seq;

-- name: postpone(seq, retry_at)!
UPDATE inbox SET attempts = attempts + 1, retry_at = :retry_at WHERE seq = :seq;
