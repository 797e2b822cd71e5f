-- What the node has logged, one payload after the other, as the canonical bytes that were hashed.
CREATE TABLE tl_entries (
    idx     INTEGER PRIMARY KEY,      -- from 0
    payload BLOB    NOT NULL,
    ts_us   INTEGER NOT NULL
);

-- The full subtrees of the Merkle tree over them. They never change, so roots and proofs of every past size can be made.
CREATE TABLE tl_nodes (
    level INTEGER NOT NULL,
    idx   INTEGER NOT NULL,
    hash  BLOB    NOT NULL,
    PRIMARY KEY (level, idx)
) WITHOUT ROWID;

CREATE TRIGGER tl_entries_are_not_updated BEFORE UPDATE ON tl_entries
BEGIN
    SELECT RAISE(ABORT, 'log entries are immutable');
END;

CREATE TRIGGER tl_entries_are_not_deleted BEFORE DELETE ON tl_entries
BEGIN
    SELECT RAISE(ABORT, 'log entries are immutable');
END;
