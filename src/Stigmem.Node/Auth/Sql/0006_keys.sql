-- API keys: a look-up tag (HMAC under a secret kept outside this file) beside a slow hash; never the key.
CREATE TABLE api_keys (
    id             BLOB    NOT NULL PRIMARY KEY,
    tag            BLOB    NOT NULL UNIQUE,
    hash           TEXT    NOT NULL,   -- pbkdf2-sha512$iterations$salt$hash
    entity_uri     TEXT    NOT NULL,
    permissions    TEXT    NOT NULL,   -- comma list, in the order given
    allowed_scopes INTEGER NOT NULL,   -- one bit a scope
    tenant         INTEGER NOT NULL,
    description    TEXT,
    created_us     INTEGER NOT NULL,
    expires_at     TEXT,               -- verbatim
    expires_us     INTEGER,
    oidc_issuer    TEXT,
    oidc_sub       TEXT
) WITHOUT ROWID;

CREATE TABLE agent_keys (
    id            BLOB    NOT NULL PRIMARY KEY,
    tenant        INTEGER NOT NULL,
    entity_uri    TEXT    NOT NULL,
    public_key    TEXT    NOT NULL,    -- base64url without padding
    description   TEXT,
    registered_us INTEGER NOT NULL,
    revoked_us    INTEGER
) WITHOUT ROWID;

CREATE INDEX agent_keys_by_entity ON agent_keys (tenant, entity_uri);
