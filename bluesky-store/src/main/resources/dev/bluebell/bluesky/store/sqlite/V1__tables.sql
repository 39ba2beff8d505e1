-- The tables of pysky, column by column, so that its database is ours and ours is its. One that is there already stays as
-- it is here; what it lacks is added when the database is taken over.
CREATE TABLE IF NOT EXISTS "bsky_session" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "accessJwt" VARCHAR(255) NOT NULL,
    "refreshJwt" VARCHAR(255) NOT NULL,
    "bsky_auth_username" VARCHAR(255) NOT NULL,
    "did" VARCHAR(255) NOT NULL,
    "created_at" DATETIME NOT NULL,
    "create_method" INTEGER NOT NULL,
    "exception" VARCHAR(255),
    "pds_service_endpoint" VARCHAR(255) NOT NULL
);

CREATE TABLE IF NOT EXISTS "bsky_api_call_log" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "timestamp" DATETIME NOT NULL,
    "hostname" VARCHAR(255) NOT NULL,
    "endpoint" VARCHAR(255) NOT NULL,
    "request_did" VARCHAR(255),
    "cursor_key" VARCHAR(255),
    "cursor_passed" VARCHAR(255),
    "cursor_received" VARCHAR(255),
    "method" VARCHAR(255),
    "http_status_code" INTEGER,
    "params" VARCHAR(255),
    "exception_class" VARCHAR(255),
    "exception_text" VARCHAR(255),
    "exception_response" VARCHAR(255),
    "response_keys" VARCHAR(255),
    "write_op_points_consumed" INTEGER NOT NULL,
    "session_was_refreshed" INTEGER,
    "duration_microseconds" INTEGER
);

CREATE TABLE IF NOT EXISTS "bsky_post" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "apilog_id" INTEGER NOT NULL,
    "uri" VARCHAR(255) NOT NULL,
    "cid" VARCHAR(255) NOT NULL,
    "client_unique_key" VARCHAR(255),
    "reply_to" VARCHAR(255),
    FOREIGN KEY ("apilog_id") REFERENCES "bsky_api_call_log" ("id")
);

CREATE TABLE IF NOT EXISTS "bsky_user_profile" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "did" VARCHAR(255) NOT NULL,
    "handle" VARCHAR(255) NOT NULL,
    "displayName" VARCHAR(255),
    "followersCount" INTEGER,
    "followsCount" INTEGER,
    "postsCount" INTEGER,
    "labels" VARCHAR(255),
    "description" VARCHAR(255),
    "createdAt" DATETIME,
    "updatedAt" DATETIME,
    "associated_lists" INTEGER,
    "associated_feedgens" INTEGER,
    "associated_starterPacks" INTEGER,
    "associated_labeler" INTEGER,
    "viewer_muted" INTEGER,
    "viewer_blockedBy" INTEGER,
    "viewer_blocking" VARCHAR(255),
    "error" VARCHAR(255)
);

-- Ours.

-- Who may change the sessions of an account, and how long; microseconds since 1970.
CREATE TABLE "bsky_session_lease" (
    "username" TEXT PRIMARY KEY,
    "owner" TEXT NOT NULL,
    "until_us" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What this database knows of itself.
CREATE TABLE "bsky_store" (
    "name" TEXT PRIMARY KEY,
    "value" TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How far lists have been read; the account is empty where it was in nobody's name.
CREATE TABLE "bsky_cursor" (
    "account" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "position" TEXT NOT NULL,
    PRIMARY KEY ("account", "host", "endpoint", "key")
) STRICT, WITHOUT ROWID;

-- What is about to be posted, before it is; the gates have U+001E between them, which no JSON has.
CREATE TABLE "bsky_post_plan" (
    "account" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "rkey" TEXT NOT NULL,
    "cid" TEXT NOT NULL,
    "record" TEXT NOT NULL,
    "gates" TEXT NOT NULL,
    PRIMARY KEY ("account", "key")
) STRICT, WITHOUT ROWID;

-- Posts like those of "bsky_post" that no logged call of their own tells of.
CREATE TABLE "bsky_post_uncalled" (
    "uri" TEXT PRIMARY KEY,
    "cid" TEXT NOT NULL,
    "client_unique_key" TEXT,
    "reply_to" TEXT
) STRICT, WITHOUT ROWID;
