-- name: add(id, telegram_id, language, created_at, step, is_discreet, weekdays, day_end, quiet_from, quiet_until, nudge_minutes, letter_weekday)
-- Whoever is there already stays as they are; the update that changes nothing makes RETURNING tell their row.
INSERT INTO participants (
    id, telegram_id, language, created_at, step, is_discreet, weekdays, day_end, quiet_from, quiet_until, nudge_minutes,
    letter_weekday
) VALUES (
    :id, :telegram_id, :language, :created_at, :step, :is_discreet, :weekdays, :day_end, :quiet_from, :quiet_until,
    :nudge_minutes, :letter_weekday
)
ON CONFLICT (telegram_id) DO UPDATE SET telegram_id = excluded.telegram_id
RETURNING *;

-- name: find(telegram_id)
SELECT * FROM participants WHERE telegram_id = :telegram_id;

-- name: get(id)
SELECT * FROM participants WHERE id = :id;

-- name: ending(now, limit)
SELECT id FROM participants WHERE day_ends_at <= :now ORDER BY day_ends_at LIMIT :limit;

-- name: end_day_later(id, day_ends_at)!
UPDATE participants SET day_ends_at = :day_ends_at WHERE id = :id;

-- name: far_ahead(after, limit)
SELECT id FROM participants WHERE day_ends_at > :after ORDER BY day_ends_at LIMIT :limit;

-- name: count()
SELECT count(*) AS number FROM participants;

-- name: save(id, language, step, awaiting, awaiting_on, awaiting_setting, asked_in, is_discreet, agreed_at, agreed_version, role, name, afraid, danger_on, name_asked_at, afraid_asked_at, zone, country, ask_time, weekdays, day_end, quiet_from, quiet_until, nudge_minutes, letter_weekday, started_on, paused_at, paused_until_on, gone_at, open_on, day_ends_at, rhythm_changed_at)!
UPDATE participants SET
    language = :language,
    step = :step,
    awaiting = :awaiting,
    awaiting_on = :awaiting_on,
    awaiting_setting = :awaiting_setting,
    asked_in = :asked_in,
    is_discreet = :is_discreet,
    agreed_at = :agreed_at,
    agreed_version = :agreed_version,
    role = :role,
    name = :name,
    afraid = :afraid,
    danger_on = :danger_on,
    name_asked_at = :name_asked_at,
    afraid_asked_at = :afraid_asked_at,
    zone = :zone,
    country = :country,
    ask_time = :ask_time,
    weekdays = :weekdays,
    day_end = :day_end,
    quiet_from = :quiet_from,
    quiet_until = :quiet_until,
    nudge_minutes = :nudge_minutes,
    letter_weekday = :letter_weekday,
    started_on = :started_on,
    paused_at = :paused_at,
    paused_until_on = :paused_until_on,
    gone_at = :gone_at,
    open_on = :open_on,
    day_ends_at = :day_ends_at,
    rhythm_changed_at = :rhythm_changed_at
WHERE id = :id;

-- name: everybody()
SELECT * FROM participants ORDER BY id;

-- name: erase(id)!
-- Their rows in other tables go with them.
DELETE FROM participants WHERE id = :id;

-- name: erase_inbox(telegram_id)!
DELETE FROM inbox WHERE telegram_id = :telegram_id;

-- name: erase_invites(telegram_id)!
-- The invite stays used.
UPDATE invites SET used_by = NULL WHERE used_by = :telegram_id;
