-- Everything audited except fact_write, whose rows are the facts themselves. seq is the commit sequence, shared with
-- facts. Rows are chained per tenant like facts.
CREATE TABLE audit_events (
    seq             INTEGER PRIMARY KEY,
    id              BLOB    NOT NULL UNIQUE,
    tenant          INTEGER NOT NULL,
    event_type      TEXT    NOT NULL,
    outcome         TEXT    NOT NULL,   -- success, failure or denied
    entity_uri      TEXT,
    oidc_sub        TEXT,
    fact_id         BLOB,
    source          TEXT    NOT NULL DEFAULT '',
    attested_key_id TEXT,
    detail          TEXT,               -- JSON
    ts_us           INTEGER NOT NULL,
    chain_seq       INTEGER NOT NULL,
    chain_hash      BLOB    NOT NULL
);

CREATE INDEX audit_events_by_time ON audit_events (tenant, ts_us);
CREATE INDEX audit_events_by_fact ON audit_events (fact_id) WHERE fact_id IS NOT NULL;

CREATE TRIGGER audit_events_are_not_updated BEFORE UPDATE ON audit_events
BEGIN
    SELECT RAISE(ABORT, 'audit rows are immutable');
END;

CREATE TRIGGER audit_events_are_not_deleted BEFORE DELETE ON audit_events
BEGIN
    SELECT RAISE(ABORT, 'audit rows are immutable');
END;
