-- The stamp that a received fact has at its origin. Its own stamp is this node's, and retractions compare origins.
ALTER TABLE facts ADD COLUMN origin_hlc INTEGER;

-- Facts of peers that were not stored, and why. Those that may be taken later are tried again.
CREATE TABLE dead_letters (
    peer       BLOB    NOT NULL,
    fact_id    TEXT    NOT NULL,      -- as it was sent; empty when it had none
    body_hash  BLOB    NOT NULL,      -- so that different bodies under one id are different letters
    reason     TEXT    NOT NULL,
    curable    INTEGER NOT NULL,
    body       TEXT,                  -- only of those that may be tried again
    attempts   INTEGER NOT NULL,
    first_us   INTEGER NOT NULL,
    last_us    INTEGER NOT NULL,
    PRIMARY KEY (peer, body_hash)
) WITHOUT ROWID;

CREATE INDEX dead_letters_to_try ON dead_letters (peer, last_us) WHERE curable = 1;
