-- How much each source has said through peers, a row a day. Old days go.
CREATE TABLE source_history (
    source TEXT    NOT NULL,
    day    INTEGER NOT NULL,           -- days since the Unix epoch
    facts  INTEGER NOT NULL,
    PRIMARY KEY (source, day)
) WITHOUT ROWID;

CREATE INDEX source_history_by_day ON source_history (day);

-- Tokens of other organisations of which this node knows that they were taken back; kept until they end.
CREATE TABLE foreign_revocations (
    issuer     TEXT    NOT NULL,
    token_id   TEXT    NOT NULL,
    revoked_at TEXT    NOT NULL,
    expiry_us  INTEGER NOT NULL,
    PRIMARY KEY (issuer, token_id)
) WITHOUT ROWID;

CREATE INDEX foreign_revocations_by_expiry ON foreign_revocations (expiry_us);
