-- Who wants to be told of what. Rows are few; what changes with each delivery stands in the second half.
CREATE TABLE subscriptions (
    number            INTEGER PRIMARY KEY AUTOINCREMENT,   -- never given out twice: events outlive their subscription for a while
    id                BLOB    NOT NULL UNIQUE,
    tenant            INTEGER NOT NULL,
    subscriber        TEXT    NOT NULL,
    permissions       INTEGER NOT NULL,                    -- of the key that made it: no more is ever shown
    scopes            INTEGER NOT NULL,
    target            TEXT    NOT NULL,
    target_kind       INTEGER NOT NULL,
    garden            BLOB,
    on_change         INTEGER NOT NULL,
    delivery_address  TEXT    NOT NULL,
    idempotency_key   TEXT,
    event_filter      INTEGER NOT NULL,                    -- a bit a kind; 0 is what the reference tells
    include_peers     INTEGER NOT NULL,
    secret            TEXT,
    created_us        INTEGER NOT NULL,
    after_seq         INTEGER NOT NULL,                    -- facts behind this place in the log count

    delivered_seq     INTEGER NOT NULL,                    -- the last event that is done with
    last_delivered_us INTEGER,
    failures          INTEGER NOT NULL DEFAULT 0,
    circuit_open      INTEGER NOT NULL DEFAULT 0,
    due_us            INTEGER NOT NULL DEFAULT 0           -- no delivery before
);

-- One row for each place in the log and subscription that is told of it. The id of an event is made of both.
CREATE TABLE subscription_events (
    subscription INTEGER NOT NULL,
    seq          INTEGER NOT NULL,
    kind         INTEGER NOT NULL,
    fact_seq     INTEGER NOT NULL,
    other_seq    INTEGER,                                  -- the other side of a contradiction
    created_us   INTEGER NOT NULL,
    delivered_us INTEGER,
    status       INTEGER NOT NULL DEFAULT 0,               -- 0 pending, 1 delivered, 2 failed
    attempts     INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (subscription, seq)
) WITHOUT ROWID;

-- How far the log has been turned into events.
CREATE TABLE subscription_progress (position INTEGER NOT NULL);
INSERT INTO subscription_progress (position) VALUES (0);
