-- Whoever goes around the node and tries to change or delete a fact is refused as before, and now leaves a row. FAIL
-- refuses the statement and keeps what the trigger wrote; ABORT would take that back as well. No fact changes, because
-- the statement ends at the first. A trigger cannot continue the chain of the audit log, so the node moves the rows there.
CREATE TABLE fact_mutation_attempts (
    id        INTEGER PRIMARY KEY,
    seq       INTEGER NOT NULL,   -- of the fact
    operation TEXT    NOT NULL,   -- update or delete
    at_us     INTEGER NOT NULL    -- by the clock of the machine, in whole seconds
);

DROP TRIGGER facts_are_not_updated;
DROP TRIGGER facts_are_not_deleted;

CREATE TRIGGER facts_are_not_updated BEFORE UPDATE ON facts
BEGIN
    INSERT INTO fact_mutation_attempts (seq, operation, at_us) VALUES (OLD.seq, 'update', CAST(strftime('%s', 'now') AS INTEGER) * 1000000);
    SELECT RAISE(FAIL, 'facts are immutable: assert a new one instead');
END;

CREATE TRIGGER facts_are_not_deleted BEFORE DELETE ON facts
BEGIN
    INSERT INTO fact_mutation_attempts (seq, operation, at_us) VALUES (OLD.seq, 'delete', CAST(strftime('%s', 'now') AS INTEGER) * 1000000);
    SELECT RAISE(FAIL, 'facts are immutable: retract instead');
END;
