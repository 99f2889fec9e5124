-- Grows with every change of what is known of SKUs, in the transaction that changes it: who remembers facts knows when to forget them.

CREATE TABLE facts_version (
    id SMALLINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
);

INSERT INTO facts_version (id, version) VALUES (1, 1);
