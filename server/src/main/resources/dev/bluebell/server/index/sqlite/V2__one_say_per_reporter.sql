-- What a reporter says of a blob later takes the place of what he said before. Whoever has looked at a report deletes its
-- row in reports; of an event without one nothing else remains either.

ALTER TABLE reports ADD COLUMN created INTEGER NOT NULL DEFAULT 0; -- when it was signed
UPDATE reports SET created = json_extract(event, '$.created_at');
CREATE INDEX reports_of_reporter ON reports (reporter, received);

CREATE TABLE reported (
    sha256   BLOB NOT NULL CHECK (length(sha256) = 32),
    reporter BLOB NOT NULL CHECK (length(reporter) = 32),
    type     TEXT NOT NULL,
    event_id BLOB NOT NULL REFERENCES reports ON DELETE CASCADE,
    PRIMARY KEY (sha256, reporter, type)
) STRICT, WITHOUT ROWID;

INSERT INTO reported (sha256, reporter, type, event_id)
SELECT sha256, reporter, type, event_id FROM reported_blobs JOIN reports USING (event_id)
WHERE true ORDER BY created DESC ON CONFLICT DO NOTHING;

DROP TABLE reported_blobs;
ALTER TABLE reported RENAME TO reported_blobs;
CREATE INDEX blobs_of_report ON reported_blobs (event_id);
