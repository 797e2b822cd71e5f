-- Quota buckets as they stood when they were last written down, so that a restart fills none.
CREATE TABLE quota_buckets (
    tenant     INTEGER NOT NULL,
    entity_uri TEXT    NOT NULL,
    dimension  TEXT    NOT NULL,
    tokens     REAL    NOT NULL,
    filled_us  INTEGER NOT NULL,
    PRIMARY KEY (tenant, entity_uri, dimension)
) WITHOUT ROWID;
