-- What a session by OAuth is beside its tokens, with its private key, sealed as they are; NULL for a session by a password.
ALTER TABLE "bsky_session" ADD COLUMN "oauth" TEXT;
