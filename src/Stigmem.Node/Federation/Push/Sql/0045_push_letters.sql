-- Facts of this node that a peer did not take when they were pushed, for a reason that may go. They are offered again.
CREATE TABLE push_letters (
    peer     BLOB    NOT NULL,
    fact_id  BLOB    NOT NULL,
    attempts INTEGER NOT NULL,
    last_us  INTEGER NOT NULL,
    PRIMARY KEY (peer, fact_id)
) WITHOUT ROWID;
