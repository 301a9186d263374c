-- name: newest()
SELECT max(number) FROM migrations;

-- name: proofs()
SELECT key_id, proof FROM vault_keys;

-- name: counts()
SELECT (SELECT count(*) FROM participants), (SELECT count(*) FROM checkins), (SELECT count(*) FROM moments);
