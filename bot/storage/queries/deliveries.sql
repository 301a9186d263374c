-- name: plan(id, participant_id, day_on, kind, due_at)!
-- One row for a participant, day and kind, ever; only one that is still due may be moved.
INSERT INTO deliveries (id, participant_id, day_on, kind, due_at, status, attempts)
VALUES (:id, :participant_id, :day_on, :kind, :due_at, 'due', 0)
ON CONFLICT (participant_id, kind, day_on) DO UPDATE SET due_at = excluded.due_at
WHERE deliveries.status = 'due';

-- name: not_needed(id, participant_id, day_on, kind, now)!
INSERT INTO deliveries (id, participant_id, day_on, kind, due_at, status, attempts)
VALUES (:id, :participant_id, :day_on, :kind, :now, 'unneeded', 0)
ON CONFLICT (participant_id, kind, day_on) DO UPDATE SET status = excluded.status
WHERE deliveries.status = 'due';

-- name: drop_planned(participant_id, kind)!
DELETE FROM deliveries WHERE participant_id = :participant_id AND kind = :kind AND status = 'due';

-- name: forget_dropped_since(participant_id, kind, day_on)!
DELETE FROM deliveries
WHERE participant_id = :participant_id AND kind = :kind AND day_on >= :day_on AND status = 'dropped';

-- name: due(now, after_due_at, after_id, limit)
SELECT * FROM deliveries
WHERE status = 'due' AND due_at <= :now AND (due_at, id) > (:after_due_at, :after_id)
ORDER BY due_at, id
LIMIT :limit;

-- name: far_ahead(after_due_at, after_id, limit)
SELECT * FROM deliveries
WHERE status = 'due' AND (due_at, id) > (:after_due_at, :after_id)
ORDER BY due_at, id
LIMIT :limit;

-- name: claim(id, now)!
UPDATE deliveries SET status = 'claimed', claimed_at = :now, attempts = attempts + 1
WHERE id = :id AND status = 'due';

-- name: record_sent(id, message_id, now)!
UPDATE deliveries SET status = 'sent', message_id = :message_id, sent_at = :now WHERE id = :id;

-- name: record(id, status)!
UPDATE deliveries SET status = :status WHERE id = :id;

-- name: put_back(id)!
-- It certainly was not sent, so it does not count as asked.
UPDATE deliveries SET status = 'due', claimed_at = NULL WHERE id = :id;

-- name: unsure_after_crash()
UPDATE deliveries SET status = 'unsure' WHERE status = 'claimed' RETURNING *;

-- name: find(participant_id, kind, day_on)
SELECT status FROM deliveries WHERE participant_id = :participant_id AND kind = :kind AND day_on = :day_on;

-- name: asked_until(participant_id, kind, until_on)
SELECT max(day_on) AS day_on, max(claimed_at) AS claimed_at FROM deliveries
WHERE participant_id = :participant_id AND kind = :kind AND status <> 'due' AND day_on <= :until_on;
