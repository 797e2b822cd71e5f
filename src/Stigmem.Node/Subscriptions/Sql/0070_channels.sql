-- Subscriptions that ask for the same share a channel, named by the number of the first of them; null is its own. An event stands once in
-- a channel, however many listen to it.
ALTER TABLE subscriptions ADD COLUMN channel INTEGER;

CREATE TABLE channel_events (
    channel    INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    kind       INTEGER NOT NULL,
    fact_seq   INTEGER NOT NULL,
    other_seq  INTEGER,                                    -- the other side of a contradiction
    created_us INTEGER NOT NULL,
    untold     TEXT,                                       -- numbers of the listeners that might not see it, with blanks between
    PRIMARY KEY (channel, seq)
) WITHOUT ROWID;

-- What became of the events of one subscription from one place in the log to another. Those without a row are pending.
CREATE TABLE deliveries (
    subscription INTEGER NOT NULL,
    first_seq    INTEGER NOT NULL,
    last_seq     INTEGER NOT NULL,
    status       INTEGER NOT NULL,                         -- 0 pending, 1 delivered, 2 failed
    attempts     INTEGER NOT NULL,                         -- of each
    delivered_us INTEGER,
    PRIMARY KEY (subscription, first_seq)
) WITHOUT ROWID;

INSERT INTO channel_events (channel, seq, kind, fact_seq, other_seq, created_us)
SELECT subscription, seq, kind, fact_seq, other_seq, created_us FROM subscription_events;

INSERT INTO deliveries (subscription, first_seq, last_seq, status, attempts, delivered_us)
SELECT subscription, seq, seq, status, attempts, delivered_us FROM subscription_events WHERE status <> 0 OR attempts <> 0;

DROP TABLE subscription_events;
