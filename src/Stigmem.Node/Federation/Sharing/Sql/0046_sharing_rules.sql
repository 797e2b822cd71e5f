-- Facts that go only to some peers. A rule that was changed or deleted stays as one that has ended: what it held back is read
-- again by peers whose cursors have passed it.
CREATE TABLE sharing_rules (
    id            INTEGER PRIMARY KEY,
    name          TEXT    NOT NULL,
    entity_prefix TEXT,
    relation      TEXT,
    source        TEXT,
    scope         TEXT,
    peers         TEXT    NOT NULL,   -- a JSON array of node ids
    ended         INTEGER             -- the generation in which it ended; null while it holds
);

CREATE UNIQUE INDEX sharing_rules_that_hold ON sharing_rules (name) WHERE ended IS NULL;
