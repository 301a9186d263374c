-- name: skip(participant_id, day_on, reason, now)!
INSERT INTO days (participant_id, day_on, reason, noted_at) VALUES (:participant_id, :day_on, :reason, :now)
ON CONFLICT (participant_id, day_on) DO UPDATE SET reason = excluded.reason, noted_at = excluded.noted_at
WHERE days.state IS NULL;

-- name: unskip(participant_id, day_on)!
DELETE FROM days WHERE participant_id = :participant_id AND day_on = :day_on AND state IS NULL;

-- name: find(participant_id, day_on)
SELECT * FROM days WHERE participant_id = :participant_id AND day_on = :day_on;

-- name: close(participant_id, day_on, state, reason, now)!
-- A closed day stays as it was closed.
INSERT INTO days (participant_id, day_on, state, reason, closed_at)
VALUES (:participant_id, :day_on, :state, :reason, :now)
ON CONFLICT (participant_id, day_on) DO UPDATE SET
    state = excluded.state, reason = excluded.reason, closed_at = excluded.closed_at
WHERE days.state IS NULL;

-- name: keep_late(participant_id, day_on, kept)!
UPDATE days SET state = :kept, reason = NULL
WHERE participant_id = :participant_id AND day_on = :day_on AND state <> :kept;

-- name: states(participant_id)
SELECT day_on, state, reason FROM days
WHERE participant_id = :participant_id AND state IS NOT NULL
ORDER BY day_on;
