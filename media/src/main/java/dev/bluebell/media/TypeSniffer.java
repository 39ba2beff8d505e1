package dev.bluebell.media;

import java.util.Optional;

/**
 * Tells the media type of a blob from its first bytes, and weighs that against the type its sender declared.
 *
 * <p>Only what the bytes show is answered: a signature, the structure of audio frames, or readable text. Containers are
 * told by their brand, so the video of a phone is {@code video/mp4} and not {@code video/quicktime}, and WebM is not
 * Matroska. An MP4 without pictures whose brand is a general one is still called {@code video/mp4}.
 */
public final class TypeSniffer {

    /** How many bytes of the beginning are looked at. Fewer than these means: that is the whole blob. */
    public static final int HEAD_BYTES = 4096;

    private TypeSniffer() {}

    /**
     * The type that the content itself shows, or empty if it shows none (as encrypted content does).
     *
     * @param head the beginning of the content
     * @param length how many bytes of {@code head} are content; if less than {@link #HEAD_BYTES}, all of it
     */
    public static Optional<String> sniff(byte[] head, int length) {
        Head bytes = new Head(head, Math.min(length, HEAD_BYTES));
        return Signatures.typeOf(bytes).or(() -> Texts.typeOf(bytes)).or(() -> RawStreams.typeOf(bytes));
    }

    /**
     * The type to store and serve for a blob: the declared one, unless the bytes prove it wrong.
     *
     * <table>
     * <caption>The first row that fits decides; “sniffed” falls back to {@code application/octet-stream}.</caption>
     * <tr><th>declared</th><th>the bytes</th><th>answer</th></tr>
     * <tr><td>nothing, or no media type by its syntax</td><td>any</td><td>sniffed</td></tr>
     * <tr><td>{@code application/octet-stream}</td><td>any</td><td>declared: it is a choice, for encrypted blobs</td></tr>
     * <tr><td>a type with a signature ({@code image/png}, {@code video/mp4}, {@code application/zip} …)</td>
     *     <td>signature of the same family ({@code audio/mp4} and {@code video/quicktime} are one, WebM and Matroska are
     *     one)</td><td>declared</td></tr>
     * <tr><td>a type with a signature</td><td>anything else, known or not</td><td>sniffed</td></tr>
     * <tr><td>a raw stream ({@code audio/mpeg}, {@code audio/aac}, {@code video/mp2t})</td>
     *     <td>unknown (it may begin in mid-frame), or of the same family</td><td>declared</td></tr>
     * <tr><td>a raw stream</td><td>another signature, or text</td><td>sniffed</td></tr>
     * <tr><td>{@code text/*}, {@code image/svg+xml}</td><td>a signature</td><td>sniffed</td></tr>
     * <tr><td>{@code text/*}, {@code image/svg+xml}</td><td>text of any kind, or unknown (an older encoding)</td>
     *     <td>declared</td></tr>
     * <tr><td>another {@code image/*}, {@code audio/*} or {@code video/*}</td>
     *     <td>a signature, except ZIP and GZIP, which many formats wrap</td><td>sniffed</td></tr>
     * <tr><td>anything else ({@code application/epub+zip}, {@code font/woff2} …)</td><td>any</td><td>declared</td></tr>
     * </table>
     *
     * <p>HTML declared as {@code text/plain} stays {@code text/plain}: served with {@code X-Content-Type-Options:
     * nosniff} a browser shows its source. HTML declared as an image becomes {@code text/html}; whoever serves it asks
     * {@link FileTypes#active} and sandboxes it.
     *
     * @param declared what the sender said, parameters included
     * @param head the beginning of the content
     * @param length how many bytes of {@code head} are content; if less than {@link #HEAD_BYTES}, all of it
     * @return the declared type as it was written, without white space around it, or a type without parameters
     */
    public static String settle(Optional<String> declared, byte[] head, int length) {
        Optional<String> sniffed = sniff(head, length);
        return declared.map(String::strip)
                .filter(FileTypes::isMediaType)
                .filter(type -> !Family.refutes(sniffed, FileTypes.essence(type)))
                .or(() -> sniffed)
                .orElse(FileTypes.OCTET_STREAM);
    }
}
