CREATE TABLE entity_aliases (
    tenant        INTEGER NOT NULL,
    raw_uri       TEXT    NOT NULL,
    canonical_uri TEXT    NOT NULL,
    kind          TEXT    NOT NULL,   -- user or migration
    created_by    TEXT    NOT NULL,
    created_us    INTEGER NOT NULL,
    PRIMARY KEY (tenant, raw_uri)
) WITHOUT ROWID;
