-- name: tell(participant_id, week, told_on, pattern)!
-- Of whom was erased while their letter was written, nothing is noted.
INSERT INTO told_patterns (participant_id, week, told_on, pattern)
SELECT :participant_id, :week, :told_on, :pattern
FROM participants WHERE id = :participant_id
ON CONFLICT (participant_id, week) DO NOTHING;

-- name: told(participant_id)
SELECT * FROM told_patterns WHERE participant_id = :participant_id ORDER BY week;
