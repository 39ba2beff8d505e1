package dev.bluebell.testing;

import static dev.bluebell.testing.Quirk.ALWAYS_OK;
import static dev.bluebell.testing.Quirk.BARE_HEAD;
import static dev.bluebell.testing.Quirk.CONTENT_DIGEST;
import static dev.bluebell.testing.Quirk.CURSOR_IGNORED;
import static dev.bluebell.testing.Quirk.DOMAIN_TAG;
import static dev.bluebell.testing.Quirk.HASH_TAG;
import static dev.bluebell.testing.Quirk.MEDIA_AS_UPLOAD;
import static dev.bluebell.testing.Quirk.NEAR_IN_TIME;
import static dev.bluebell.testing.Quirk.NOT_AHEAD;
import static dev.bluebell.testing.Quirk.NO_CHECK;
import static dev.bluebell.testing.Quirk.NO_CONTENT;
import static dev.bluebell.testing.Quirk.NO_PAGES;
import static dev.bluebell.testing.Quirk.PLAIN_BASE64;
import static dev.bluebell.testing.Quirk.SHA_HEADER;
import static dev.bluebell.testing.Quirk.STANDARD_BASE64;
import static dev.bluebell.testing.Quirk.URL_BASE64;
import static dev.bluebell.testing.Quirk.URL_TAG;

import java.util.Set;

/** How Blossom servers in use differ, as far as a client notices: where they are lenient it does not. */
public enum Dialect {
    /** The specification, to the letter. */
    SPECIFICATION(URL_BASE64, DOMAIN_TAG, NOT_AHEAD, HASH_TAG),
    /** blossom-server 6. */
    BLOSSOM_SERVER_6(PLAIN_BASE64, NO_CONTENT, NOT_AHEAD),
    /** blossom-server 5. */
    BLOSSOM_SERVER_5(SHA_HEADER, DOMAIN_TAG, ALWAYS_OK),
    /** route96. */
    ROUTE96(STANDARD_BASE64, URL_TAG, NEAR_IN_TIME, HASH_TAG),
    /** nostrcheck-server. */
    NOSTRCHECK(CURSOR_IGNORED, ALWAYS_OK),
    /** khatru, and haven on it. */
    KHATRU(STANDARD_BASE64, URL_TAG, NO_PAGES, ALWAYS_OK),
    /** divine-blossom. */
    DIVINE(STANDARD_BASE64, NO_PAGES, ALWAYS_OK),
    /** blossom-server in Go. */
    BLOSSOM_SERVER_GO(STANDARD_BASE64, NOT_AHEAD, HASH_TAG, CURSOR_IGNORED, BARE_HEAD, ALWAYS_OK),
    /** blossy, and zapstore on it. */
    BLOSSY(DOMAIN_TAG, NOT_AHEAD, CONTENT_DIGEST, MEDIA_AS_UPLOAD, ALWAYS_OK),
    /** blossom-rs. */
    BLOSSOM_RS(NO_CHECK, NO_PAGES, ALWAYS_OK);

    @SuppressWarnings("ImmutableEnumChecker") // what Set.of gives cannot be changed
    private final Set<Quirk> quirks;

    Dialect(Quirk... quirks) {
        this.quirks = Set.of(quirks);
    }

    /** {@return what is particular about it} */
    public Set<Quirk> quirks() {
        return quirks;
    }
}
