-- The tables of pysky, column by column, so that its database is ours and ours is its. One that is there already stays as
-- it is here; what it lacks is added when the database is taken over.
CREATE TABLE IF NOT EXISTS "bsky_session" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "accessJwt" VARCHAR NOT NULL,
    "refreshJwt" VARCHAR NOT NULL,
    "bsky_auth_username" VARCHAR NOT NULL,
    "did" VARCHAR NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "create_method" INTEGER NOT NULL,
    "exception" VARCHAR,
    "pds_service_endpoint" VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS "bsky_api_call_log" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "timestamp" TIMESTAMPTZ NOT NULL,
    "hostname" VARCHAR NOT NULL,
    "endpoint" VARCHAR NOT NULL,
    "request_did" VARCHAR,
    "cursor_key" VARCHAR,
    "cursor_passed" VARCHAR,
    "cursor_received" VARCHAR,
    "method" VARCHAR,
    "http_status_code" INTEGER,
    "params" VARCHAR,
    "exception_class" VARCHAR,
    "exception_text" VARCHAR,
    "exception_response" VARCHAR,
    "response_keys" VARCHAR,
    "write_op_points_consumed" INTEGER NOT NULL,
    "session_was_refreshed" BOOLEAN,
    "duration_microseconds" INTEGER
);

CREATE TABLE IF NOT EXISTS "bsky_post" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "apilog_id" INTEGER NOT NULL,
    "uri" VARCHAR NOT NULL,
    "cid" VARCHAR NOT NULL,
    "client_unique_key" VARCHAR,
    "reply_to" VARCHAR,
    FOREIGN KEY ("apilog_id") REFERENCES "bsky_api_call_log" ("id")
);

CREATE TABLE IF NOT EXISTS "bsky_user_profile" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "did" VARCHAR NOT NULL,
    "handle" VARCHAR NOT NULL,
    "displayName" VARCHAR,
    "followersCount" INTEGER,
    "followsCount" INTEGER,
    "postsCount" INTEGER,
    "labels" VARCHAR,
    "description" VARCHAR,
    "createdAt" TIMESTAMPTZ,
    "updatedAt" TIMESTAMPTZ,
    "associated_lists" INTEGER,
    "associated_feedgens" INTEGER,
    "associated_starterPacks" INTEGER,
    "associated_labeler" BOOLEAN,
    "viewer_muted" BOOLEAN,
    "viewer_blockedBy" BOOLEAN,
    "viewer_blocking" VARCHAR,
    "error" VARCHAR
);

-- Ours.

-- Who may change the sessions of an account, and how long; microseconds since 1970.
CREATE TABLE "bsky_session_lease" (
    "username" TEXT PRIMARY KEY,
    "owner" TEXT NOT NULL,
    "until_us" BIGINT NOT NULL
);

-- What this database knows of itself.
CREATE TABLE "bsky_store" (
    "name" TEXT PRIMARY KEY,
    "value" TEXT NOT NULL
);

-- How far lists have been read; the account is empty where it was in nobody's name.
CREATE TABLE "bsky_cursor" (
    "account" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "position" TEXT NOT NULL,
    PRIMARY KEY ("account", "host", "endpoint", "key")
);

-- What is about to be posted, before it is; the gates have U+001E between them, which no JSON has.
CREATE TABLE "bsky_post_plan" (
    "account" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "rkey" TEXT NOT NULL,
    "cid" TEXT NOT NULL,
    "record" TEXT NOT NULL,
    "gates" TEXT NOT NULL,
    PRIMARY KEY ("account", "key")
);

-- Posts like those of "bsky_post" that no logged call of their own tells of.
CREATE TABLE "bsky_post_uncalled" (
    "uri" TEXT COLLATE "C" PRIMARY KEY,
    "cid" TEXT NOT NULL,
    "client_unique_key" TEXT,
    "reply_to" TEXT
);
