-- Times are whole seconds since 1970, hashes and keys 32 bytes.

-- Who owns a blob, and since when. The primary key is the order of lists: a page is one stretch of this table.
-- A blob is here as long as somebody claims it, so it has no table of its own: its size and type, which never change, stand
-- in each of its claims.
CREATE TABLE claims (
    pubkey   BLOB    NOT NULL CHECK (length(pubkey) = 32),
    uploaded INTEGER NOT NULL,
    sha256   BLOB    NOT NULL CHECK (length(sha256) = 32),
    size     INTEGER NOT NULL CHECK (size >= 0),
    type     TEXT    NOT NULL,
    PRIMARY KEY (pubkey, uploaded DESC, sha256)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX claims_of_blob ON claims (sha256, pubkey);

-- One row: what all blobs come to.
CREATE TABLE totals (
    id    INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    blobs INTEGER NOT NULL,
    size  INTEGER NOT NULL
) STRICT;

INSERT INTO totals (id, blobs, size) VALUES (1, 0, 0);

CREATE TABLE reports (
    event_id BLOB    NOT NULL PRIMARY KEY CHECK (length(event_id) = 32),
    reporter BLOB    NOT NULL CHECK (length(reporter) = 32),
    received INTEGER NOT NULL,
    event    TEXT    NOT NULL -- as it was signed, JSON
) STRICT;

-- No reference to blobs: a report outlives what it is about.
CREATE TABLE reported_blobs (
    sha256   BLOB NOT NULL CHECK (length(sha256) = 32),
    event_id BLOB NOT NULL REFERENCES reports,
    type     TEXT NOT NULL,
    PRIMARY KEY (sha256, event_id, type)
) STRICT, WITHOUT ROWID;
