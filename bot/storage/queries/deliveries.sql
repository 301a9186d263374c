-- name: plan(id, participant_id, day_on, kind, due_at)!
-- One row for a participant, day and kind, ever; only one that is still due may be moved.
INSERT INTO deliveries (id, participant_id, day_on, kind, due_at, try_at, status, attempts)
VALUES (:id, :participant_id, :day_on, :kind, :due_at, :due_at, 'due', 0)
ON CONFLICT (participant_id, kind, day_on) DO UPDATE SET due_at = excluded.due_at, try_at = excluded.try_at
WHERE deliveries.status = 'due';

-- name: plan_unless_planned(id, participant_id, day_on, kind, due_at)!
INSERT INTO deliveries (id, participant_id, day_on, kind, due_at, try_at, status, attempts)
VALUES (:id, :participant_id, :day_on, :kind, :due_at, :due_at, 'due', 0)
ON CONFLICT (participant_id, kind, day_on) DO NOTHING;

-- name: plan_second_chance(id, of_id, kind, due_at)!
INSERT INTO deliveries (id, participant_id, day_on, kind, due_at, try_at, status, attempts)
SELECT :id, participant_id, day_on, :kind, :due_at, :due_at, 'due', 0
FROM deliveries WHERE id = :of_id AND status = 'unsure'
ON CONFLICT (participant_id, kind, day_on) DO NOTHING;

-- name: not_needed(id, participant_id, day_on, kind, now)!
INSERT INTO deliveries (id, participant_id, day_on, kind, due_at, try_at, status, attempts)
VALUES (:id, :participant_id, :day_on, :kind, :now, :now, 'unneeded', 0)
ON CONFLICT (participant_id, kind, day_on) DO UPDATE SET status = excluded.status
WHERE deliveries.status = 'due';

-- name: drop_planned(participant_id, kind)!
DELETE FROM deliveries WHERE participant_id = :participant_id AND kind = :kind AND status = 'due';

-- name: drop_ahead(participant_id, kind, now)!
DELETE FROM deliveries WHERE participant_id = :participant_id AND kind = :kind AND status = 'due' AND due_at > :now;

-- name: move_ahead(participant_id, kind, day_on, due_at, now)!
UPDATE deliveries SET due_at = :due_at, try_at = :due_at
WHERE participant_id = :participant_id AND kind = :kind AND day_on = :day_on AND status = 'due' AND due_at > :now;

-- name: forget_dropped_since(participant_id, kind, day_on)!
DELETE FROM deliveries
WHERE participant_id = :participant_id AND kind = :kind AND day_on >= :day_on AND status = 'dropped';

-- name: due_again(participant_id, kind, now)!
UPDATE deliveries SET status = 'due', try_at = due_at
WHERE participant_id = :participant_id AND kind <> :kind AND status = 'dropped' AND due_at > :now;

-- name: due(now, is_letter, limit)
SELECT * FROM deliveries
WHERE status = 'due' AND CASE kind WHEN 'letter' THEN 1 ELSE 0 END = :is_letter AND try_at <= :now
ORDER BY try_at, id
LIMIT :limit;

-- name: agenda(now, is_letter, limit, prompt, nudge)
-- What is due, each with all that decides about it: a fan-out asks once for many. A card from before the day's prompt
-- says nothing about whether that arrived.
SELECT participants.*,
    due.id AS delivery_id, due.participant_id, due.day_on, due.kind, due.due_at, due.try_at, due.attempts,
    due.is_pictured,
    EXISTS (
        SELECT 1 FROM checkins WHERE participant_id = due.participant_id AND day_on = due.day_on
        UNION ALL
        SELECT 1 FROM moments WHERE participant_id = due.participant_id AND day_on = due.day_on
    ) AS has_checkin,
    EXISTS (
        SELECT 1 FROM cards
        JOIN deliveries AS prompt ON prompt.participant_id = cards.participant_id AND prompt.day_on = cards.day_on
        WHERE cards.participant_id = due.participant_id AND cards.day_on = due.day_on
            AND prompt.kind = :prompt AND cards.sent_at >= coalesce(prompt.claimed_at, prompt.due_at)
    ) AS has_card,
    EXISTS (
        SELECT 1 FROM deliveries AS nudge
        WHERE nudge.participant_id = due.participant_id AND nudge.kind = :nudge AND nudge.day_on = due.day_on
    ) AS has_nudge,
    EXISTS (
        SELECT 1 FROM inbox WHERE inbox.telegram_id = participants.telegram_id AND inbox.retry_at IS NULL
    ) AS has_waiting,
    (SELECT reason FROM days WHERE participant_id = due.participant_id AND day_on = due.day_on) AS reason
FROM deliveries AS due
JOIN participants ON participants.id = due.participant_id
WHERE due.status = 'due' AND CASE due.kind WHEN 'letter' THEN 1 ELSE 0 END = :is_letter AND due.try_at <= :now
ORDER BY due.try_at, due.id
LIMIT :limit;

-- name: around(id, letter)
-- What stands beside a delivery; no row where it was erased together with its participant.
SELECT participants.awaiting,
    EXISTS (
        SELECT 1 FROM checkins WHERE participant_id = sent.participant_id AND day_on = sent.day_on
        UNION ALL
        SELECT 1 FROM moments WHERE participant_id = sent.participant_id AND day_on = sent.day_on
    ) AS has_checkin,
    (
        SELECT max(message_id) FROM cards WHERE participant_id = sent.participant_id AND day_on = sent.day_on
    ) AS card_id,
    (
        SELECT due_at FROM deliveries
        WHERE participant_id = sent.participant_id AND kind = :letter AND day_on = sent.day_on AND status = 'due'
    ) AS letter_due_at
FROM deliveries AS sent
JOIN participants ON participants.id = sent.participant_id
WHERE sent.id = :id;

-- name: silence_before(participant_id, day_on, prompt, less_often)
-- What was sent since the last sign of somebody: a kept day, or a change of when they are asked. Prompts of days of rest
-- are left out. What was never said, though it was planned, may still be said.
WITH sign AS (
    SELECT coalesce(rhythm_changed_at, 0) AS changed_at,
        coalesce((
            SELECT max(day_on) FROM checkins WHERE participant_id = :participant_id AND day_on <= :day_on
        ), '') AS checkin_on,
        coalesce((
            SELECT max(day_on) FROM moments WHERE participant_id = :participant_id AND day_on <= :day_on
        ), '') AS moment_on
    FROM participants WHERE id = :participant_id
)
SELECT count(CASE past.kind WHEN :prompt THEN 1 END) AS prompts,
    min(CASE past.kind WHEN :prompt THEN past.day_on END) AS since_on,
    count(CASE past.kind WHEN :less_often THEN 1 END) AS times_said
FROM sign
CROSS JOIN deliveries AS past
WHERE past.participant_id = :participant_id AND past.kind IN (:prompt, :less_often)
    AND past.day_on > sign.checkin_on AND past.day_on > sign.moment_on AND past.due_at > sign.changed_at
    AND CASE past.kind
        WHEN :less_often THEN past.status NOT IN ('dropped', 'unneeded')
        ELSE past.status = 'sent' AND past.day_on < :day_on AND NOT EXISTS (
            SELECT 1 FROM days
            WHERE participant_id = past.participant_id AND day_on = past.day_on AND reason IS NOT NULL
        )
    END;

-- name: far_ahead(after_try_at, after_id, every_day, after, limit)
-- A letter may always lie a week ahead: it is planned anew together with its person's prompt. Who is asked on some weekdays
-- only may rightly have a prompt a week ahead: an open day that lies ahead as well tells.
SELECT deliveries.* FROM deliveries
JOIN participants ON participants.id = deliveries.participant_id
WHERE deliveries.status = 'due' AND CASE deliveries.kind WHEN 'letter' THEN 1 ELSE 0 END = 0
    AND (deliveries.try_at, deliveries.id) > (:after_try_at, :after_id)
    AND (participants.weekdays = :every_day OR participants.day_ends_at > :after)
ORDER BY deliveries.try_at, deliveries.id
LIMIT :limit;

-- name: claim(id, now)!
UPDATE deliveries SET status = 'claimed', claimed_at = :now, attempts = attempts + 1
WHERE id = :id AND status = 'due';

-- name: record_sent(id, message_id, now)!
UPDATE deliveries SET status = 'sent', message_id = :message_id, sent_at = :now WHERE id = :id;

-- name: record(id, status)!
-- What is settled stays as it is.
UPDATE deliveries SET status = :status WHERE id = :id AND status IN ('due', 'claimed');

-- name: messages_since(participant_id, since)
SELECT message_id FROM deliveries
WHERE participant_id = :participant_id AND sent_at > :since AND message_id IS NOT NULL
ORDER BY message_id;

-- name: put_off(id, try_at)!
-- It certainly was not sent, so it does not count as asked.
UPDATE deliveries SET status = 'due', claimed_at = NULL, try_at = :try_at
WHERE id = :id AND status IN ('due', 'claimed');

-- name: note_pictured(id)!
UPDATE deliveries SET is_pictured = 1 WHERE id = :id;

-- name: unsure_after_crash()
UPDATE deliveries SET status = 'unsure' WHERE status = 'claimed' RETURNING *;

-- name: find(participant_id, kind, day_on)
SELECT status FROM deliveries WHERE participant_id = :participant_id AND kind = :kind AND day_on = :day_on;

-- name: asked_until(participant_id, kind, first_on, until_on)
-- What was claimed and then refused, or dropped, certainly never came.
SELECT max(day_on) AS day_on,
    max(CASE WHEN status IN ('claimed', 'sent', 'unsure') THEN claimed_at END) AS claimed_at
FROM deliveries
WHERE participant_id = :participant_id AND kind = :kind AND status <> 'due'
    AND day_on BETWEEN :first_on AND :until_on;

-- name: due_until(now)
SELECT * FROM deliveries WHERE status = 'due' AND due_at <= :now ORDER BY due_at, id;
