-- Numbers of events: how far each aggregate has come, and which numbers the events of a sent outbox row were given, so that they are sent again as they were.

CREATE TABLE event_aggregate (
    -- Tenant and aggregate.
    name VARCHAR(400) NOT NULL PRIMARY KEY,
    last_seq BIGINT NOT NULL
);

ALTER TABLE outbox ADD COLUMN sequences TEXT NULL;

-- What was taken in is forgotten by its age.
CREATE INDEX inbox_received ON inbox (received_at);
