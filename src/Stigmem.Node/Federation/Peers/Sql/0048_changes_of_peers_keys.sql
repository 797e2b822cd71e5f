-- Peers that have changed their key a short while ago, or want to.
CREATE TABLE peer_key_changes (
    peer             BLOB    PRIMARY KEY,
    retired_key      TEXT,             -- the key before the present one, still good for tokens until then
    retired_until_us INTEGER,
    next_key         TEXT,             -- what was declared since and waits for the operator
    next_url         TEXT,
    next_scopes      TEXT,             -- sorted names, joined by commas
    next_proven      INTEGER           -- whether the present key vouches for the next
) WITHOUT ROWID;
