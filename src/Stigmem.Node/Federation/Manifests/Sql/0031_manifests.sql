-- The newest accepted manifest of each organisation. It stays when it has expired: the next one must follow from its key.
CREATE TABLE manifests (
    entity_uri TEXT    PRIMARY KEY,
    body       TEXT    NOT NULL,      -- the manifest as it travels
    proof      TEXT    NOT NULL,      -- why the first one was believed, or that a later one followed
    log_index  INTEGER,
    stored_us  INTEGER NOT NULL
) WITHOUT ROWID;
