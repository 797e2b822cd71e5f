-- Entities of one type, in the order of their hash: the resolver hops from one entity to the next without reading their
-- facts. Only informal names such as user:ada are in it, because only those are compared by likeness.
CREATE INDEX facts_by_entity_type ON facts (tenant, substr(entity, 1, instr(entity, ':')), entity_key)
    WHERE substr(entity, 1, 8) <> 'stigmem:';
