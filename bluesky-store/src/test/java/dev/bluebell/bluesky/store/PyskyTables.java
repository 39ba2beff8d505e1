package dev.bluebell.bluesky.store;

/** The tables as pysky makes them through peewee (3.14 and 4.5), statement by statement. */
final class PyskyTables {

    private static final String[] SQLITE = {
        """
        CREATE TABLE IF NOT EXISTS "bsky_session" ("id" INTEGER NOT NULL PRIMARY KEY, "accessJwt" VARCHAR(255) NOT NULL, \
        "refreshJwt" VARCHAR(255) NOT NULL, "bsky_auth_username" VARCHAR(255) NOT NULL, "did" VARCHAR(255) NOT NULL, \
        "created_at" DATETIME NOT NULL, "create_method" INTEGER NOT NULL, "exception" VARCHAR(255), \
        "pds_service_endpoint" VARCHAR(255) NOT NULL)""",
        """
        CREATE TABLE IF NOT EXISTS "bsky_user_profile" ("id" INTEGER NOT NULL PRIMARY KEY, "did" VARCHAR(255) NOT NULL, \
        "handle" VARCHAR(255) NOT NULL, "displayName" VARCHAR(255), "followersCount" INTEGER, "followsCount" INTEGER, \
        "postsCount" INTEGER, "labels" VARCHAR(255), "description" VARCHAR(255), "createdAt" DATETIME, "updatedAt" DATETIME, \
        "associated_lists" INTEGER, "associated_feedgens" INTEGER, "associated_starterPacks" INTEGER, \
        "associated_labeler" INTEGER, "viewer_muted" INTEGER, "viewer_blockedBy" INTEGER, "viewer_blocking" VARCHAR(255), \
        "error" VARCHAR(255))""",
        "CREATE UNIQUE INDEX IF NOT EXISTS \"bskyuserprofile_did\" ON \"bsky_user_profile\" (\"did\")",
        "CREATE UNIQUE INDEX IF NOT EXISTS \"bskyuserprofile_handle\" ON \"bsky_user_profile\" (\"handle\")",
        """
        CREATE TABLE IF NOT EXISTS "bsky_api_call_log" ("id" INTEGER NOT NULL PRIMARY KEY, "timestamp" DATETIME NOT NULL, \
        "hostname" VARCHAR(255) NOT NULL, "endpoint" VARCHAR(255) NOT NULL, "request_did" VARCHAR(255), \
        "cursor_key" VARCHAR(255), "cursor_passed" VARCHAR(255), "cursor_received" VARCHAR(255), "method" VARCHAR(255), \
        "http_status_code" INTEGER, "params" VARCHAR(255), "exception_class" VARCHAR(255), "exception_text" VARCHAR(255), \
        "exception_response" VARCHAR(255), "response_keys" VARCHAR(255), "write_op_points_consumed" INTEGER NOT NULL, \
        "session_was_refreshed" INTEGER, "duration_microseconds" INTEGER)""",
        "CREATE INDEX IF NOT EXISTS \"apicalllog_timestamp\" ON \"bsky_api_call_log\" (\"timestamp\")",
        "CREATE INDEX IF NOT EXISTS \"apicalllog_endpoint\" ON \"bsky_api_call_log\" (\"endpoint\")",
        """
        CREATE TABLE IF NOT EXISTS "bsky_post" ("id" INTEGER NOT NULL PRIMARY KEY, "apilog_id" INTEGER NOT NULL, \
        "uri" VARCHAR(255) NOT NULL, "cid" VARCHAR(255) NOT NULL, "client_unique_key" VARCHAR(255), \
        "reply_to" VARCHAR(255), FOREIGN KEY ("apilog_id") REFERENCES "bsky_api_call_log" ("id"))""",
        "CREATE UNIQUE INDEX IF NOT EXISTS \"bskypost_apilog_id\" ON \"bsky_post\" (\"apilog_id\")"
    };

    private PyskyTables() {}

    /** The statements that make them; those of PostgreSQL have other types, and no lengths. */
    static String[] of(Dialect dialect) {
        String[] statements = SQLITE.clone();
        if (dialect == Dialect.POSTGRESQL) {
            for (int i = 0; i < statements.length; i++) {
                statements[i] = statements[i]
                        .replace("\"id\" INTEGER NOT NULL", "\"id\" SERIAL NOT NULL")
                        .replace("VARCHAR(255)", "VARCHAR")
                        .replace("DATETIME", "TIMESTAMPTZ")
                        .replaceAll(
                                "\"(associated_labeler|viewer_muted|viewer_blockedBy|session_was_refreshed)\" INTEGER",
                                "\"$1\" BOOLEAN");
            }
        }
        return statements;
    }
}
