-- name: forget(participant_id, since, now)!
-- What is a while ago, or lies ahead because the clock was set back.
DELETE FROM sent_again WHERE participant_id = :participant_id AND sent_at NOT BETWEEN :since AND :now;

-- name: note(participant_id, what, query_id, now)!
-- Of a second tap soon after the first no row changes; the same tap, handled again, may go on.
INSERT INTO sent_again (participant_id, what, query_id, sent_at)
SELECT id, :what, :query_id, :now FROM participants WHERE id = :participant_id
ON CONFLICT (participant_id, what) DO UPDATE SET sent_at = excluded.sent_at
WHERE sent_again.query_id = excluded.query_id;
