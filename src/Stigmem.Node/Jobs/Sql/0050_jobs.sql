-- Work that is too much for one answer. A job that is found pending or running when a node starts is run (again).
CREATE TABLE jobs (
    number       INTEGER PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE,
    kind         TEXT    NOT NULL,   -- lint or decay
    tenant       INTEGER NOT NULL,
    caller       TEXT    NOT NULL,   -- for whom; only they may ask for it
    key_id       BLOB,               -- whose rights it has; NULL is the caller of a node without authentication
    scope        TEXT,
    request      TEXT    NOT NULL,   -- JSON, the kind's own
    status       INTEGER NOT NULL,   -- 0 pending, 1 running, 2 done, 3 failed
    estimated_s  INTEGER NOT NULL,
    created_us   INTEGER NOT NULL,
    started_us   INTEGER,
    completed_us INTEGER,
    progress     TEXT,               -- JSON, the kind's own: what is done already
    result       TEXT,               -- JSON, the kind's own
    error        TEXT
);

CREATE INDEX jobs_to_do ON jobs (number) WHERE status < 2;
