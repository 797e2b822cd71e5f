-- Capability tokens that this node has issued. A row goes a day after its token has ended.
CREATE TABLE capability_tokens (
    token_id   TEXT    PRIMARY KEY,
    nonce      TEXT    NOT NULL UNIQUE CHECK (length(nonce) = 64),
    token_json TEXT    NOT NULL,
    expiry_us  INTEGER NOT NULL,
    revoked_by TEXT,
    revoked_at TEXT,
    reason     TEXT,
    signature  TEXT
) WITHOUT ROWID;

CREATE INDEX capability_tokens_by_expiry ON capability_tokens (expiry_us);
