-- name: make_table()!
CREATE TABLE IF NOT EXISTS migrations (
    number INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
);

-- name: applied()
SELECT number FROM migrations;

-- name: note(number, name)!
INSERT INTO migrations (number, name) VALUES (:number, :name);
