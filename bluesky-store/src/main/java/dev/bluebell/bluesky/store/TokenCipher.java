package dev.bluebell.bluesky.store;

/** Seals tokens before they are stored, and opens them. Thread-safe. */
interface TokenCipher {

    /**
     * What is stored.
     *
     * @param did whose token it is; sealed for one, it cannot be opened for another
     * @param column where it is stored
     */
    String seal(String token, String did, String column);

    /**
     * The token; as it is if it was stored unsealed.
     *
     * @throws BlueskyStoreException.WrongKey if it was sealed with another key, or there is none
     */
    String open(String stored, String did, String column);

    /** Tokens are stored as they are; those that were sealed cannot be opened. */
    static TokenCipher none() {
        return new TokenCipher() {
            @Override
            public String seal(String token, String did, String column) {
                return token;
            }

            @Override
            public String open(String stored, String did, String column) {
                if (stored.startsWith(SealedTokens.PREFIX)) {
                    throw new BlueskyStoreException.WrongKey(
                            "the sessions of this database are encrypted: set BLUEBELL_STORE_KEY to the key", null);
                }
                return stored;
            }
        };
    }
}
