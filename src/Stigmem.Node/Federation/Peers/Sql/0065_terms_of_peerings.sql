-- Until when a peer was let in; null for as long as nobody ends it.
ALTER TABLE peers ADD COLUMN until_us INTEGER;

-- Whether the node that declared itself anew runs this software.
ALTER TABLE peer_key_changes ADD COLUMN next_own_kind INTEGER;
