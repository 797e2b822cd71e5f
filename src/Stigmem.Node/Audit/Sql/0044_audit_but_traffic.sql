-- What happens seldom, found without a walk through what comes by the thousand. Queries name the same types in the same order.
CREATE INDEX audit_events_but_traffic ON audit_events (seq)
WHERE event_type NOT IN ('fact_read', 'fact_batch', 'access_denied', 'authentication_failed', 'quota_breach');
