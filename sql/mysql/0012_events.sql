-- Numbers of events: how far each aggregate has come, and which numbers the events of a sent outbox row were given, so that they are sent again as they were.
-- The server commits each statement by itself and a migration that was cut off is run again: a table is changed only while it lacks the columns.

CREATE TABLE IF NOT EXISTS event_aggregate (
    -- Tenant and aggregate.
    name VARCHAR(400) NOT NULL PRIMARY KEY,
    last_seq BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

SET @change = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'outbox' AND column_name = 'sequences') = 0,
    'ALTER TABLE outbox ADD COLUMN sequences MEDIUMTEXT NULL',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;

-- What was taken in is forgotten by its age.
SET @change = IF((SELECT COUNT(*) FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'inbox' AND index_name = 'inbox_received') = 0,
    'ALTER TABLE inbox ADD INDEX inbox_received (received_at)',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;
