-- Pulling from a peer that sorts its log by text goes in runs: where the one that has not ended goes on, and the earliest
-- wall time of what the peer may say meanwhile. Both are null for other peers.
ALTER TABLE peer_cursors ADD COLUMN run TEXT;
ALTER TABLE peer_cursors ADD COLUMN front_ms INTEGER;
