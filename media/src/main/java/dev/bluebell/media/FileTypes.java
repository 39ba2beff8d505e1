package dev.bluebell.media;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which media type goes with which file name extension, and which types a browser would run.
 *
 * <p>Types are compared without their parameters ({@code ; charset=utf-8}) and in any case.
 */
public final class FileTypes {

    /** The type of bytes about which nothing else is known. */
    public static final String OCTET_STREAM = "application/octet-stream";

    private static final String UNKNOWN_EXTENSION = "bin";

    private static final int MAX_TYPE_CHARS = 255;
    private static final Pattern TYPE_SYNTAX = Pattern.compile("""
            [a-z0-9][a-z0-9!#$&^_.+-]{0,126}+/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}+\
            ([ \t]*+;[ \t]*+([a-z0-9!#$%&'*+.^_`|~-]++=([a-z0-9!#$%&'*+.^_`|~-]++|"([ !#-\\[\\]-~]|\\\\[ -~])*+"))?+)*+\
            [ \t]*+""", Pattern.CASE_INSENSITIVE);

    /**
     * One type a line with its extensions, the usual one first. An extension belongs to the first type that names it, so
     * other spellings of a type stand below the registered one.
     */
    private static final String TABLE = """
            image/jpeg jpg jpeg jpe jfif
            image/png png
            image/apng apng
            image/gif gif
            image/webp webp
            image/avif avif
            image/heic heic
            image/heif heif
            image/svg+xml svg
            image/jxl jxl
            image/bmp bmp
            image/tiff tiff tif
            image/vnd.microsoft.icon ico
            video/mp4 mp4 m4v
            video/quicktime mov qt
            video/webm webm
            video/x-matroska mkv
            video/ogg ogv
            video/mp2t ts m2ts
            video/iso.segment m4s
            video/3gpp 3gp
            video/3gpp2 3g2
            video/mpeg mpeg mpg
            video/x-msvideo avi
            audio/mpeg mp3
            audio/mp4 m4a m4b
            audio/aac aac
            audio/wav wav
            audio/flac flac
            audio/ogg ogg oga
            audio/opus opus
            audio/webm weba
            audio/x-matroska mka
            audio/midi mid midi
            application/vnd.apple.mpegurl m3u8
            audio/mpegurl m3u
            application/dash+xml mpd
            application/pdf pdf
            application/zip zip
            application/gzip gz
            application/x-tar tar
            application/x-7z-compressed 7z
            application/vnd.rar rar
            application/x-xz xz
            application/zstd zst
            application/epub+zip epub
            application/java-archive jar
            application/vnd.android.package-archive apk
            application/vnd.openxmlformats-officedocument.wordprocessingml.document docx
            application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx
            application/vnd.openxmlformats-officedocument.presentationml.presentation pptx
            application/vnd.oasis.opendocument.text odt
            application/vnd.oasis.opendocument.spreadsheet ods
            application/vnd.oasis.opendocument.presentation odp
            application/msword doc
            application/vnd.ms-excel xls
            application/vnd.ms-powerpoint ppt
            application/json json
            application/xml xml
            application/xhtml+xml xhtml
            application/wasm wasm
            application/x-bittorrent torrent
            application/vnd.sqlite3 sqlite
            text/html html htm
            text/plain txt text log
            text/markdown md markdown
            text/css css
            text/csv csv
            text/javascript js mjs
            text/calendar ics
            text/vcard vcf
            text/vtt vtt
            application/x-subrip srt
            font/woff2 woff2
            font/woff woff
            font/ttf ttf
            font/otf otf
            application/octet-stream bin
            image/jpg jpg
            image/pjpeg jpg
            image/x-png png
            image/x-icon ico
            video/x-m4v m4v
            video/matroska mkv
            audio/matroska mka
            audio/mp3 mp3
            audio/m4a m4a
            audio/x-m4a m4a
            audio/aacp aac
            audio/x-aac aac
            audio/x-wav wav
            audio/wave wav
            audio/vnd.wave wav
            audio/x-flac flac
            audio/x-mpegurl m3u
            application/x-mpegurl m3u8
            application/x-gzip gz
            application/x-zip-compressed zip
            application/javascript js
            text/xml xml
            """;

    private static final Map<String, String> EXTENSION_BY_TYPE = new HashMap<>();
    private static final Map<String, String> TYPE_BY_EXTENSION = new HashMap<>();

    static {
        TABLE.lines().map(line -> line.split(" ")).forEach(row -> {
            EXTENSION_BY_TYPE.put(row[0], row[1]);
            for (int i = 1; i < row.length; i++) {
                TYPE_BY_EXTENSION.putIfAbsent(row[i], row[0]);
            }
        });
    }

    /** A page or XML document, or (the last one) a stream of pages: navigating to it runs its scripts. */
    private static final Set<String> ACTIVE =
            Set.of("text/html", "text/xml", "application/xml", "text/xsl", "text/rdf", "multipart/x-mixed-replace");

    private FileTypes() {}

    /**
     * The extension, without a dot, for a file of this type: {@code bin} for a type that is not in the table.
     *
     * @param type a media type; parameters and case do not matter
     */
    public static String extensionOf(String type) {
        return EXTENSION_BY_TYPE.getOrDefault(essence(type), UNKNOWN_EXTENSION);
    }

    /**
     * The media type that goes with a file name or extension, or empty when the table has none.
     *
     * @param name {@code jpg}, {@code .jpg} or {@code photo.JPG}: what follows the last dot counts
     */
    public static Optional<String> typeOf(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(TYPE_BY_EXTENSION.get(extension));
    }

    /**
     * Whether a browser that navigates to content of this type may run scripts in it, on the origin that served it: HTML,
     * SVG and every other kind of XML. JavaScript itself is shown as text, and PDF has an origin of its own.
     *
     * @param type a media type; parameters and case do not matter
     */
    public static boolean active(String type) {
        String essence = essence(type);
        return ACTIVE.contains(essence) || essence.endsWith("+xml");
    }

    /**
     * Whether this is a media type by its syntax: a type and a subtype by the rules of registered names (RFC 6838), with
     * or without parameters (RFC 9110), at most 255 characters in all. There is nothing in it that does not belong in a
     * header or on a terminal.
     */
    public static boolean isMediaType(String type) {
        return type.length() <= MAX_TYPE_CHARS && TYPE_SYNTAX.matcher(type).matches();
    }

    /** The type without parameters, in lower case. */
    public static String essence(String type) {
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }
}
