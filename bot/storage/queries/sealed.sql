-- A blob begins with five bytes that name its key. What begins otherwise is left to be sealed anew.

-- name: left_in_participants(id, header, limit)
SELECT id, role, name, afraid FROM participants
WHERE id > :id AND (substr(role, 1, 5) <> :header OR substr(name, 1, 5) <> :header OR substr(afraid, 1, 5) <> :header)
ORDER BY id
LIMIT :limit;

-- name: reseal_participants(id, role, name, afraid)!
UPDATE participants SET role = :role, name = :name, afraid = :afraid
WHERE id = :id;

-- name: left_in_checkins(participant_id, day_on, header, limit)
SELECT participant_id, day_on, safety, openness, is_nothing FROM checkins
WHERE (participant_id, day_on) > (:participant_id, :day_on) AND (substr(safety, 1, 5) <> :header OR substr(openness, 1, 5) <> :header OR substr(is_nothing, 1, 5) <> :header)
ORDER BY participant_id, day_on
LIMIT :limit;

-- name: reseal_checkins(participant_id, day_on, safety, openness, is_nothing)!
UPDATE checkins SET safety = :safety, openness = :openness, is_nothing = :is_nothing
WHERE participant_id = :participant_id AND day_on = :day_on;

-- name: left_in_moments(id, header, limit)
SELECT id, body FROM moments
WHERE id > :id AND substr(body, 1, 5) <> :header
ORDER BY id
LIMIT :limit;

-- name: reseal_moments(id, body)!
UPDATE moments SET body = :body
WHERE id = :id;

-- name: left_in_inbox(update_id, header, limit)
SELECT update_id, body FROM inbox
WHERE update_id > :update_id AND substr(body, 1, 5) <> :header
ORDER BY update_id
LIMIT :limit;

-- name: reseal_inbox(update_id, body)!
UPDATE inbox SET body = :body
WHERE update_id = :update_id;

-- name: left_in_offers(id, header, limit)
SELECT id, body FROM offers
WHERE id > :id AND substr(body, 1, 5) <> :header
ORDER BY id
LIMIT :limit;

-- name: reseal_offers(id, body)!
UPDATE offers SET body = :body
WHERE id = :id;

-- name: left_in_taken(participant_id, message_id, header, limit)
SELECT participant_id, message_id, scores FROM taken
WHERE (participant_id, message_id) > (:participant_id, :message_id) AND substr(scores, 1, 5) <> :header
ORDER BY participant_id, message_id
LIMIT :limit;

-- name: reseal_taken(participant_id, message_id, scores)!
UPDATE taken SET scores = :scores
WHERE participant_id = :participant_id AND message_id = :message_id;

-- name: left_in_shown_principles(participant_id, week, number, header, limit)
SELECT participant_id, week, number, choice FROM shown_principles
WHERE (participant_id, week, number) > (:participant_id, :week, :number) AND substr(choice, 1, 5) <> :header
ORDER BY participant_id, week, number
LIMIT :limit;

-- name: reseal_shown_principles(participant_id, week, number, choice)!
UPDATE shown_principles SET choice = :choice
WHERE participant_id = :participant_id AND week = :week AND number = :number;

-- name: left_in_told_patterns(participant_id, week, header, limit)
SELECT participant_id, week, pattern FROM told_patterns
WHERE (participant_id, week) > (:participant_id, :week) AND substr(pattern, 1, 5) <> :header
ORDER BY participant_id, week
LIMIT :limit;

-- name: reseal_told_patterns(participant_id, week, pattern)!
UPDATE told_patterns SET pattern = :pattern
WHERE participant_id = :participant_id AND week = :week;

-- name: forget_other_keys(key_id)!
DELETE FROM vault_keys WHERE key_id <> :key_id;
