-- Times are whole seconds since 1970, hashes 32 bytes.

CREATE TABLE cached (
    sha256 BLOB    NOT NULL PRIMARY KEY CHECK (length(sha256) = 32),
    size   INTEGER NOT NULL CHECK (size >= 0),
    type   TEXT    NOT NULL,
    kept   INTEGER NOT NULL, -- when it came
    used   INTEGER NOT NULL, -- when it was last asked for, give or take a minute
    -- What it takes of the disk: whole blocks, and one for its name. Else a million empty blobs would weigh nothing.
    room   INTEGER NOT NULL GENERATED ALWAYS AS ((size + 4095) / 4096 * 4096 + 4096) STORED
) STRICT, WITHOUT ROWID;

CREATE INDEX cached_by_use ON cached (used);

-- One row: what all blobs take.
CREATE TABLE totals (
    id    INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    room  INTEGER NOT NULL
) STRICT;

INSERT INTO totals (id, room) VALUES (1, 0);

CREATE TRIGGER cached_more AFTER INSERT ON cached BEGIN
    UPDATE totals SET room = room + new.room;
END;

CREATE TRIGGER cached_less AFTER DELETE ON cached BEGIN
    UPDATE totals SET room = room - old.room;
END;
