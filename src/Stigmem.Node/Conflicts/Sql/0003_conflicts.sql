-- One record per pair of facts at odds; the id is made from the two fact ids, so every node finds the same one.
CREATE TABLE conflicts (
    id            BLOB    NOT NULL PRIMARY KEY,   -- the UUID behind stigmem:conflict:
    tenant        INTEGER NOT NULL,
    newer_seq     INTEGER NOT NULL REFERENCES facts (seq),
    older_seq     INTEGER NOT NULL REFERENCES facts (seq),
    resolved      INTEGER NOT NULL DEFAULT 0,
    resolved_by   TEXT,                           -- the id of the resolution fact
    resolved_us   INTEGER,
    note          TEXT,
    detected_us   INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX conflicts_by_time ON conflicts (tenant, detected_us, id);
CREATE INDEX conflicts_by_newer ON conflicts (newer_seq);
CREATE INDEX conflicts_by_older ON conflicts (older_seq);
