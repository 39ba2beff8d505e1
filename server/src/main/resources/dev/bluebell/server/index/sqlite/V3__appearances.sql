-- How pictures and videos look, for those who have not fetched them yet. A row goes with the last claim of its blob.
CREATE TABLE appearances (
    sha256   BLOB    NOT NULL PRIMARY KEY CHECK (length(sha256) = 32),
    width    INTEGER NOT NULL CHECK (width > 0), -- as shown, in pixels
    height   INTEGER NOT NULL CHECK (height > 0),
    blurhash TEXT,
    thumb    BLOB CHECK (length(thumb) = 32) -- a smaller picture, a blob of its own
) STRICT, WITHOUT ROWID;

-- What the owner sent to have it processed into this blob (BUD-05); null where the blob came as it is.
ALTER TABLE claims ADD COLUMN original BLOB CHECK (length(original) = 32);
