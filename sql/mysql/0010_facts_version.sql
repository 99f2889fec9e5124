-- Grows with every change of what is known of SKUs, in the transaction that changes it: who remembers facts knows when to forget them.

CREATE TABLE IF NOT EXISTS facts_version (
    id SMALLINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO facts_version (id, version) VALUES (1, 1) ON DUPLICATE KEY UPDATE id = id;
