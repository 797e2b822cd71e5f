-- Heads of the audit chain, signed by the node with a key that is not in this file: whoever writes the chain anew cannot
-- sign it.
CREATE TABLE audit_checkpoints (
    tenant     INTEGER NOT NULL,
    chain_seq  INTEGER NOT NULL,
    chain_hash BLOB    NOT NULL,
    created_at TEXT    NOT NULL,
    key_id     TEXT    NOT NULL,
    signature  TEXT    NOT NULL,
    PRIMARY KEY (tenant, chain_seq)
) WITHOUT ROWID;

-- The stamp of the hybrid clock, packed as for facts: what orders rows of several nodes. Rows of before have none.
ALTER TABLE audit_events ADD COLUMN hlc INTEGER;
