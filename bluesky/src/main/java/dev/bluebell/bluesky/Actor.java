package dev.bluebell.bluesky;

/** An account, by the name that lasts or by the one that people use. */
public sealed interface Actor permits Did, Handle {

    /** As it stands in calls. */
    String value();

    /**
     * Reads either; a leading {@code @} is passed over.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static Actor parse(String text) {
        String bare = text.strip();
        bare = bare.startsWith("@") ? bare.substring(1) : bare;
        return bare.startsWith("did:") ? new Did(bare) : new Handle(bare);
    }
}
