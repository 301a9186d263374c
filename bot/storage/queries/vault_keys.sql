-- name: proofs()
SELECT key_id, proof FROM vault_keys ORDER BY key_id;

-- name: add(key_id, proof)!
INSERT INTO vault_keys (key_id, proof) VALUES (:key_id, :proof);
