-- name: note(participant_id, album, came_at, answered_to, hinted_to, day_on, is_let_go)!
-- What was answered first stays so; a day, once it is known, and that it was let go, too.
INSERT INTO albums (participant_id, album, came_at, answered_to, hinted_to, day_on, is_let_go)
VALUES (:participant_id, :album, :came_at, :answered_to, :hinted_to, :day_on, :is_let_go)
ON CONFLICT (participant_id, album) DO UPDATE SET
    answered_to = coalesce(albums.answered_to, excluded.answered_to),
    hinted_to = coalesce(albums.hinted_to, excluded.hinted_to),
    day_on = coalesce(albums.day_on, excluded.day_on),
    is_let_go = CASE WHEN excluded.is_let_go = 1 THEN 1 ELSE albums.is_let_go END;

-- name: find(participant_id, album)
SELECT * FROM albums WHERE participant_id = :participant_id AND album = :album;

-- name: forget_before(participant_id, before)!
DELETE FROM albums WHERE participant_id = :participant_id AND came_at < :before;
