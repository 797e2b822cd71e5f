-- One row per fact is journal, chain link and fact_write audit event at once. Rows are only ever inserted; what
-- changes later lies beside them in fact_states. seq is the commit sequence, shared with audit_events.
CREATE TABLE facts (
    seq                   INTEGER PRIMARY KEY,
    id                    BLOB    NOT NULL,   -- 16 bytes, UUIDv7 for local facts
    tenant                INTEGER NOT NULL,
    entity_key            INTEGER NOT NULL,   -- 64-bit hash of tenant and entity; the text is compared after the hit
    tuple_key             INTEGER NOT NULL,   -- 64-bit hash of tenant, entity, relation and scope
    timestamp_us          INTEGER NOT NULL,   -- of the asserting node, microseconds since 1970
    hlc                   INTEGER NOT NULL,   -- wall ms << 20 | counter
    entity                TEXT    NOT NULL,
    relation              TEXT    NOT NULL,
    value_type            INTEGER NOT NULL,
    value_v               TEXT    NOT NULL,
    interpret_as          INTEGER NOT NULL,
    source                TEXT    NOT NULL,
    confidence            REAL    NOT NULL,
    scope                 INTEGER NOT NULL,
    valid_until           TEXT,               -- verbatim
    valid_until_us        INTEGER,
    garden                BLOB,
    derived_from          TEXT,               -- canonical JSON array
    attested_key_id       TEXT,
    actor                 TEXT    NOT NULL,   -- who wrote it
    oidc_sub              TEXT,
    received_from         TEXT,
    origin_node_id        TEXT,
    origin_allowed_scopes TEXT,
    recorded_us           INTEGER NOT NULL,   -- of this node
    cid                   BLOB    NOT NULL,   -- 32 bytes
    chain_seq             INTEGER NOT NULL,   -- per tenant, from 1
    chain_hash            BLOB    NOT NULL    -- 32 bytes
);

CREATE UNIQUE INDEX facts_by_id ON facts (id);
CREATE INDEX facts_by_time ON facts (tenant, timestamp_us);
CREATE INDEX facts_by_entity ON facts (entity_key, timestamp_us);
CREATE INDEX facts_by_tuple ON facts (tuple_key);
CREATE INDEX facts_by_cid ON facts (substr(cid, 1, 8));

CREATE TRIGGER facts_are_not_updated BEFORE UPDATE ON facts
BEGIN
    SELECT RAISE(ABORT, 'facts are immutable: assert a new one instead');
END;

CREATE TRIGGER facts_are_not_deleted BEFORE DELETE ON facts
BEGIN
    SELECT RAISE(ABORT, 'facts are immutable: retract instead');
END;

-- What became of a fact after it was written. No row means: nothing.
CREATE TABLE fact_states (
    seq                 INTEGER PRIMARY KEY REFERENCES facts (seq),
    retracted_us        INTEGER,
    retracted_by        TEXT,
    superseded_us       INTEGER,              -- the loser of a resolved conflict
    open_conflicts      INTEGER NOT NULL DEFAULT 0,
    confidence          REAL,                 -- overrides the written one
    valid_until         TEXT,                 -- overrides the written one
    valid_until_us      INTEGER,
    quarantine_status   INTEGER,              -- 1 pending, 2 promoted, 3 rejected
    quarantine_garden   BLOB,
    quarantine_reason   TEXT,
    quarantine_by       TEXT,
    quarantine_us       INTEGER,
    garden_moved        INTEGER NOT NULL DEFAULT 0,
    garden              BLOB                  -- where it moved to; NULL is the open fabric
);

CREATE INDEX fact_states_in_quarantine ON fact_states (quarantine_garden, seq) WHERE quarantine_status IS NOT NULL;

-- Scopes that a session has read, for the session guard.
CREATE TABLE session_reads (
    session TEXT    NOT NULL,
    caller  TEXT    NOT NULL,
    tenant  INTEGER NOT NULL,
    scope   INTEGER NOT NULL,
    read_us INTEGER NOT NULL,
    PRIMARY KEY (session, caller, tenant, scope)
) WITHOUT ROWID;

CREATE INDEX session_reads_by_time ON session_reads (read_us);

-- Answers of batches that carried an idempotency key.
CREATE TABLE batch_answers (
    tenant      INTEGER NOT NULL,
    caller      TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    body_hash   BLOB    NOT NULL,
    answer      TEXT    NOT NULL,
    recorded_us INTEGER NOT NULL,
    PRIMARY KEY (tenant, caller, key)
) WITHOUT ROWID;
