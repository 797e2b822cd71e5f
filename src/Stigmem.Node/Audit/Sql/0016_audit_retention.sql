-- Audit rows may be deleted only by the pruning that an operator asked for: as far as a permit of the same transaction
-- says. The permit is gone with its commit.
CREATE TABLE audit_prunings (
    tenant            INTEGER PRIMARY KEY,
    through_chain_seq INTEGER NOT NULL
);

DROP TRIGGER audit_events_are_not_deleted;

CREATE TRIGGER audit_events_are_not_deleted BEFORE DELETE ON audit_events
WHEN NOT EXISTS (SELECT 1 FROM audit_prunings WHERE tenant = OLD.tenant AND through_chain_seq >= OLD.chain_seq)
BEGIN
    SELECT RAISE(ABORT, 'audit rows are immutable');
END;
