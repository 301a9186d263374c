-- name: note(telegram_id, message_id, line, opens, now, shrinks_at)!
INSERT INTO open_screens (participant_id, message_id, line, opens, shown_at, shrinks_at)
SELECT id, :message_id, :line, :opens, :now, :shrinks_at FROM participants WHERE telegram_id = :telegram_id
ON CONFLICT (participant_id, message_id) DO UPDATE
SET line = excluded.line, opens = excluded.opens, shrinks_at = excluded.shrinks_at;

-- name: forget(telegram_id, message_id)!
DELETE FROM open_screens
WHERE participant_id = (SELECT id FROM participants WHERE telegram_id = :telegram_id) AND message_id = :message_id;

-- name: forget_old(telegram_id, since)!
DELETE FROM open_screens
WHERE participant_id = (SELECT id FROM participants WHERE telegram_id = :telegram_id)
    AND shrinks_at IS NULL AND shown_at < :since;

-- name: make_way(telegram_id, message_id, beside, now)!
UPDATE open_screens SET shrinks_at = :now
WHERE participant_id = (SELECT id FROM participants WHERE telegram_id = :telegram_id)
    AND message_id <> :message_id AND message_id <> :beside AND shrinks_at IS NOT NULL;

-- name: replace(telegram_id, message_id, beside, line, passed, now)!
-- What goes by itself has neither a line nor anything behind it.
UPDATE open_screens SET shrinks_at = :now, line = '', opens = ''
WHERE participant_id = (SELECT id FROM participants WHERE telegram_id = :telegram_id)
    AND message_id <> :message_id AND message_id <> :beside
    AND line <> '' AND (line = :line OR opens = :passed);

-- name: due(now, latest, limit)
SELECT open_screens.participant_id, participants.telegram_id, participants.language, participants.is_discreet,
    open_screens.message_id, open_screens.line, open_screens.opens
FROM open_screens
JOIN participants ON participants.id = open_screens.participant_id
WHERE open_screens.shrinks_at <= :now OR open_screens.shrinks_at > :latest
ORDER BY open_screens.shrinks_at, open_screens.participant_id, open_screens.message_id
LIMIT :limit;

-- name: take(participant_id, message_id, taken_at)!
UPDATE open_screens SET shrinks_at = :taken_at
WHERE participant_id = :participant_id AND message_id = :message_id;

-- name: rest(participant_id, message_id, taken_at)!
UPDATE open_screens SET shrinks_at = NULL
WHERE participant_id = :participant_id AND message_id = :message_id AND shrinks_at = :taken_at;

-- name: end(participant_id, message_id, taken_at)!
DELETE FROM open_screens
WHERE participant_id = :participant_id AND message_id = :message_id AND shrinks_at = :taken_at;

-- name: of_line(participant_id, opens)
SELECT message_id FROM open_screens WHERE participant_id = :participant_id AND opens = :opens ORDER BY message_id;

-- name: of(participant_id)
SELECT message_id FROM open_screens WHERE participant_id = :participant_id ORDER BY message_id;
