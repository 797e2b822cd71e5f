-- Nodes that were registered here. A row changes with the acquaintance; what happened to it is in the audit log.
CREATE TABLE peers (
    id            BLOB    PRIMARY KEY,
    node_id       TEXT    NOT NULL UNIQUE,
    node_url      TEXT    NOT NULL,
    public_key    TEXT    NOT NULL,
    scopes        TEXT    NOT NULL,   -- sorted names, joined by commas
    status        TEXT    NOT NULL,
    reason        TEXT,
    own_kind      INTEGER NOT NULL DEFAULT 0,
    registered_us INTEGER NOT NULL,
    approved_us   INTEGER
) WITHOUT ROWID;

-- Where the exchange with a peer stands.
CREATE TABLE peer_cursors (
    peer       BLOB    NOT NULL,
    direction  TEXT    NOT NULL,      -- inbound or outbound
    cursor     TEXT,
    updated_us INTEGER NOT NULL,
    PRIMARY KEY (peer, direction)
) WITHOUT ROWID;

-- Nonces of tokens that were accepted. They may be forgotten once the token is refused by its age.
CREATE TABLE peer_nonces (
    issuer        TEXT    NOT NULL,
    nonce         TEXT    NOT NULL,
    keep_until_ms INTEGER NOT NULL,
    PRIMARY KEY (issuer, nonce)
) WITHOUT ROWID;

CREATE INDEX peer_nonces_by_age ON peer_nonces (keep_until_ms);
