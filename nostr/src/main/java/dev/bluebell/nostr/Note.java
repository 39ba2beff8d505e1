package dev.bluebell.nostr;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A short text for everybody, kind 1 (NIP-10), with media (NIP-92).
 *
 * <p>Control characters are left out, but for new lines and tabs: some programs hash them in another spelling than NIP-01's
 * and take the signature for wrong.
 *
 * @param text with the URL of every file; those that it lacks are added at its end, each on a line of its own
 * @param media what is said of the files, in the order of the tags
 */
public record Note(String text, List<Imeta> media) {

    /** The kind of the event. */
    public static final int KIND = 1;

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

    /** What may not follow, or the URL in the text is a longer one. */
    private static final String NOT_LONGER = "(?![\\p{L}\\p{N}/?#%&=_~@+-]|[.:,;!][\\p{L}\\p{N}])";

    /** Cleans the text and adds what it lacks. */
    public Note {
        media = List.copyOf(media);
        text = withoutControls(text);
        for (Imeta one : media) {
            text = withUrl(text, one.url());
        }
    }

    /** The event, to be signed. */
    public EventDraft draft(Instant createdAt) {
        return new EventDraft(createdAt, KIND, media.stream().map(Imeta::tag).toList(), text);
    }

    static String withoutControls(String text) {
        return CONTROLS.matcher(text).replaceAll("");
    }

    private static String withUrl(String text, URI url) {
        if (Pattern.compile(Pattern.quote(url.toString()) + NOT_LONGER)
                .matcher(text)
                .find()) {
            return text;
        }
        return text.isEmpty() || text.endsWith("\n") ? text + url : text + "\n" + url;
    }
}
