-- name: persons()
SELECT id FROM participants ORDER BY id;

-- name: sealed_participants(id)
SELECT * FROM participants WHERE id = :id;

-- name: reseal_participants(id, role, name, afraid, danger_on)!
UPDATE participants SET role = :role, name = :name, afraid = :afraid, danger_on = :danger_on WHERE id = :id;

-- name: sealed_checkins(id)
SELECT * FROM checkins WHERE participant_id = :id;

-- name: reseal_checkins(participant_id, day_on, safety, openness, is_nothing)!
UPDATE checkins SET safety = :safety, openness = :openness, is_nothing = :is_nothing
WHERE participant_id = :participant_id AND day_on = :day_on;

-- name: sealed_moments(id)
SELECT * FROM moments WHERE participant_id = :id;

-- name: reseal_moments(id, body)!
UPDATE moments SET body = :body WHERE id = :id;

-- name: sealed_offers(id)
SELECT * FROM offers WHERE participant_id = :id;

-- name: reseal_offers(id, body)!
UPDATE offers SET body = :body WHERE id = :id;

-- name: sealed_taken(id)
SELECT * FROM taken WHERE participant_id = :id AND scores IS NOT NULL;

-- name: reseal_taken(participant_id, message_id, scores)!
UPDATE taken SET scores = :scores WHERE participant_id = :participant_id AND message_id = :message_id;

-- name: sealed_shown_principles(id)
SELECT * FROM shown_principles WHERE participant_id = :id;

-- name: reseal_shown_principles(participant_id, week, number, choice)!
UPDATE shown_principles SET choice = :choice
WHERE participant_id = :participant_id AND week = :week AND number = :number;

-- name: sealed_told_patterns(id)
SELECT * FROM told_patterns WHERE participant_id = :id;

-- name: reseal_told_patterns(participant_id, week, pattern)!
UPDATE told_patterns SET pattern = :pattern WHERE participant_id = :participant_id AND week = :week;

-- name: sealed_inbox()
SELECT * FROM inbox ORDER BY seq;

-- name: reseal_inbox(seq, body)!
UPDATE inbox SET body = :body WHERE seq = :seq;

-- name: retire(key_id)!
-- Nothing is sealed under any other key.
DELETE FROM vault_keys WHERE key_id <> :key_id;
