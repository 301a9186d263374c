-- name: add(code_hash, now)!
INSERT INTO invites (code_hash, made_at) VALUES (:code_hash, :now)
ON CONFLICT (code_hash) DO NOTHING;

-- name: use(code_hash, telegram_id, now)!
-- One that was used by somebody who erased themselves has a time but nobody: it stays used.
UPDATE invites SET used_at = coalesce(used_at, :now), used_by = :telegram_id
WHERE code_hash = :code_hash AND (used_at IS NULL OR used_by = :telegram_id);

-- name: unused()
SELECT count(*) AS number FROM invites WHERE used_at IS NULL;
