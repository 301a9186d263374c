-- name: record(participant_id, day_on, zone, now, is_late, safety, openness, is_nothing)!
-- The zone and the first instant stay: nothing about a kept day is derived again.
INSERT INTO checkins (participant_id, day_on, zone, kept_at, changed_at, is_late, safety, openness, is_nothing)
VALUES (:participant_id, :day_on, :zone, :now, :now, :is_late, :safety, :openness, :is_nothing)
ON CONFLICT (participant_id, day_on) DO UPDATE SET
    changed_at = excluded.changed_at,
    is_late = excluded.is_late,
    safety = excluded.safety,
    openness = excluded.openness,
    is_nothing = excluded.is_nothing;

-- name: whole(participant_id)
-- Of those that anything was ever answered by tap or number; a day with only a moment has its row in moments alone.
SELECT checkins.*, (
    SELECT count(*) FROM moments
    WHERE moments.participant_id = checkins.participant_id AND moments.day_on = checkins.day_on
) AS moments
FROM checkins WHERE participant_id = :participant_id ORDER BY day_on;

-- name: bring(participant_id, day_on, zone, kept_at, changed_at, is_late, safety, openness, is_nothing)!
-- Of a day that is there already only the answers are filled up.
INSERT INTO checkins (participant_id, day_on, zone, kept_at, changed_at, is_late, safety, openness, is_nothing)
VALUES (:participant_id, :day_on, :zone, :kept_at, :changed_at, :is_late, :safety, :openness, :is_nothing)
ON CONFLICT (participant_id, day_on) DO UPDATE SET
    safety = excluded.safety, openness = excluded.openness, is_nothing = excluded.is_nothing;

-- name: drop(participant_id, day_on)!
DELETE FROM checkins WHERE participant_id = :participant_id AND day_on = :day_on;

-- name: between(participant_id, first_on, last_on)
-- A moment is an answer, so a day that has only moments has a check-in as well.
SELECT checkins.participant_id, checkins.day_on, is_late, safety, openness, is_nothing, count(moments.id) AS moments
FROM checkins
LEFT JOIN moments ON moments.participant_id = checkins.participant_id AND moments.day_on = checkins.day_on
WHERE checkins.participant_id = :participant_id AND checkins.day_on BETWEEN :first_on AND :last_on
GROUP BY checkins.participant_id, checkins.day_on
UNION ALL
SELECT moments.participant_id, moments.day_on, 0, NULL, NULL, NULL, count(*)
FROM moments
WHERE moments.participant_id = :participant_id AND moments.day_on BETWEEN :first_on AND :last_on
    AND NOT EXISTS (
        SELECT 1 FROM checkins
        WHERE checkins.participant_id = moments.participant_id AND checkins.day_on = moments.day_on
    )
GROUP BY moments.participant_id, moments.day_on
ORDER BY day_on;

-- name: kept_days(participant_id)
SELECT day_on FROM checkins WHERE participant_id = :participant_id
UNION
SELECT day_on FROM moments WHERE participant_id = :participant_id
ORDER BY day_on;

-- name: count()
SELECT count(*) AS number FROM checkins;
