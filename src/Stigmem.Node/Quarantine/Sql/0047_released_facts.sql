-- Facts of this node that were held back and then let into the open fabric, each with a number of its own in the commit
-- sequence: a peer whose cursor has passed the fact has not passed its release.
CREATE TABLE released_facts (
    seq      INTEGER PRIMARY KEY,
    fact_seq INTEGER NOT NULL REFERENCES facts (seq)
);
