-- Gardens are few; the node keeps them in memory. A deleted garden keeps its row, so that its facts never become
-- readable by everybody.
CREATE TABLE gardens (
    id          BLOB    NOT NULL PRIMARY KEY,
    tenant      INTEGER NOT NULL,
    slug        TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    scope       INTEGER NOT NULL,
    description TEXT,
    created_by  TEXT    NOT NULL,
    created_us  INTEGER NOT NULL,
    quarantine  INTEGER NOT NULL,
    deleted_us  INTEGER
) WITHOUT ROWID;

CREATE UNIQUE INDEX gardens_by_slug ON gardens (tenant, slug) WHERE deleted_us IS NULL;

CREATE TABLE garden_members (
    garden     BLOB    NOT NULL REFERENCES gardens (id),
    entity_uri TEXT    NOT NULL,
    role       INTEGER NOT NULL,
    added_by   TEXT    NOT NULL,
    added_us   INTEGER NOT NULL,
    PRIMARY KEY (garden, entity_uri)
) WITHOUT ROWID;
