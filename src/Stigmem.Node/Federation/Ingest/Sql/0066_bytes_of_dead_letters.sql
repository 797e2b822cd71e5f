-- How much of the store the bodies of each peer's letters take, kept up with each change: to add them up again for every page
-- would read them all.
ALTER TABLE dead_letters ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;

UPDATE dead_letters SET bytes = length(CAST(body AS BLOB)) WHERE body IS NOT NULL;

-- What goes first can be told without reading a body.
CREATE INDEX dead_letters_by_age ON dead_letters (peer, last_us, curable, attempts, bytes);

CREATE TABLE dead_letter_totals (
    peer    BLOB    NOT NULL PRIMARY KEY,
    letters INTEGER NOT NULL,
    bytes   INTEGER NOT NULL
) WITHOUT ROWID;

INSERT INTO dead_letter_totals (peer, letters, bytes) SELECT peer, count(*), sum(bytes) FROM dead_letters GROUP BY peer;

CREATE TRIGGER dead_letters_come AFTER INSERT ON dead_letters
BEGIN
    INSERT INTO dead_letter_totals (peer, letters, bytes) VALUES (NEW.peer, 1, NEW.bytes)
    ON CONFLICT (peer) DO UPDATE SET letters = letters + 1, bytes = bytes + NEW.bytes;
END;

CREATE TRIGGER dead_letters_change AFTER UPDATE OF bytes ON dead_letters WHEN NEW.bytes <> OLD.bytes
BEGIN
    UPDATE dead_letter_totals SET bytes = bytes + NEW.bytes - OLD.bytes WHERE peer = NEW.peer;
END;

CREATE TRIGGER dead_letters_go AFTER DELETE ON dead_letters
BEGIN
    UPDATE dead_letter_totals SET letters = letters - 1, bytes = bytes - OLD.bytes WHERE peer = OLD.peer;
    DELETE FROM dead_letter_totals WHERE peer = OLD.peer AND letters = 0;
END;
