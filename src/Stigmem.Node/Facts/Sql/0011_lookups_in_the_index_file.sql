-- Look-ups that no write needs live in the index file, which follows the log (decision 0024). A hashed index on a
-- growing table costs a page of the write-ahead log for each fact.
DROP INDEX facts_by_cid;
DROP INDEX facts_by_entity_type;
