-- What older versions left behind when a registration was deleted. Now it goes with it.
DELETE FROM dead_letters WHERE peer NOT IN (SELECT id FROM peers);
DELETE FROM push_letters WHERE peer NOT IN (SELECT id FROM peers);
DELETE FROM peer_cursors WHERE peer NOT IN (SELECT id FROM peers);
DELETE FROM peer_key_changes WHERE peer NOT IN (SELECT id FROM peers);
