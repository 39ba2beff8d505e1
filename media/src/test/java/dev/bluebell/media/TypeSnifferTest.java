package dev.bluebell.media;

import static dev.bluebell.media.Samples.aacFrames;
import static dev.bluebell.media.Samples.box;
import static dev.bluebell.media.Samples.concat;
import static dev.bluebell.media.Samples.ebml;
import static dev.bluebell.media.Samples.hex;
import static dev.bluebell.media.Samples.image;
import static dev.bluebell.media.Samples.iso;
import static dev.bluebell.media.Samples.latin1;
import static dev.bluebell.media.Samples.mp3Frames;
import static dev.bluebell.media.Samples.mpeg2Frames;
import static dev.bluebell.media.Samples.noise;
import static dev.bluebell.media.Samples.ogg;
import static dev.bluebell.media.Samples.riff;
import static dev.bluebell.media.Samples.text;
import static dev.bluebell.media.Samples.transportPackets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeSnifferTest {

    static Stream<Arguments> signatures() {
        return Stream.of(
                arguments("image/jpeg", image("jpg")),
                arguments("image/png", image("png")),
                arguments("image/gif", image("gif")),
                arguments("image/webp", riff("WEBP")),
                arguments("image/avif", iso("avif", "mif1", "miaf")),
                arguments("image/avif", iso("mif1", "mif1", "avif")),
                arguments("image/heic", iso("heic", "mif1")),
                arguments("image/heic", iso("mif1", "heic")),
                arguments("image/heif", iso("mif1", "mif1")),
                arguments("image/x-canon-cr3", iso("crx ", "isom")),
                arguments("application/pdf", latin1("%PDF-1.7\n%\u00e2\u00e3")),
                arguments("application/zip", hex("504b0304 14000000")),
                arguments("application/zip", hex("504b0506 0000")),
                arguments("application/gzip", hex("1f8b0800 00000000")),
                arguments("video/quicktime", iso("qt  ", "qt  ")),
                arguments("video/quicktime", concat(box("wide"), box("mdat"))),
                arguments("audio/mp4", iso("M4A ", "isom")),
                arguments("video/3gpp", iso("3gp5", "isom")),
                arguments("video/3gpp2", iso("3g2a")),
                arguments("video/iso.segment", concat(box("styp"), box("moof"))),
                arguments("video/iso.segment", box("moof")),
                arguments("video/webm", ebml("webm")),
                arguments("video/x-matroska", ebml("matroska")),
                arguments("audio/mpeg", concat(latin1("ID3"), hex("0400 00 00000a"), new byte[10])),
                arguments("audio/mpeg", mp3Frames(1)),
                arguments("audio/mpeg", mp3Frames(20)),
                arguments("audio/mpeg", mpeg2Frames()),
                arguments("audio/wav", riff("WAVE")),
                arguments("audio/flac", latin1("fLaC\0\0\0\"")),
                arguments("audio/ogg", ogg("OpusHead")),
                arguments("video/ogg", ogg("\u0080theora")),
                arguments("audio/aac", aacFrames(1)),
                arguments("audio/aac", aacFrames(30)),
                arguments("video/mp2t", transportPackets(1)),
                arguments("video/mp2t", transportPackets(30)));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void tellsAFormatByItsSignature(String type, byte[] content) {
        assertThat(TypeSniffer.sniff(content, content.length)).contains(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"isom", "iso2", "iso4", "iso5", "iso6", "avc1", "mp41", "mp42", "M4V ", "dash", "MSNV", "new!"})
    void callsEveryBrandWithPicturesMp4(String brand) {
        byte[] content = iso(brand, "isom", "mp42");

        assertThat(TypeSniffer.sniff(content, content.length)).contains("video/mp4");
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
                arguments("image/svg+xml", "\uFEFF<?xml version=\"1.0\"?>\n<!-- <html> -->\n<svg>"),
                arguments("image/svg+xml", "<!DOCTYPE svg PUBLIC \"a\" \"b\" [ <!ENTITY e \"]\"> ]>\n<svg:svg >"),
                arguments("text/html", "<!doctype html><title>x</title>"),
                arguments("text/html", "\n <HTML lang=en>"),
                arguments("text/html", "<script>alert(1)</script>"),
                arguments("text/html", "<!-- note --><p>x"),
                arguments("text/html", "<!-- never closed"),
                arguments("text/html", "<!DOCTYPE html>\n<svg>"),
                arguments("application/xml", "<?xml version='1.0'?><feed/>"),
                arguments("application/xml", "<feed xmlns=\"http://www.w3.org/2005/Atom\">"),
                arguments("application/json", "{\"a\": 1}\n"),
                arguments("application/json", " {}"),
                arguments("application/json", "[\n [1, 2],\n [3]\n]"),
                arguments("application/json", "[true]"),
                arguments("application/vnd.apple.mpegurl", "#EXTM3U\n#EXT-X-VERSION:7\n"),
                arguments("application/vnd.apple.mpegurl", "\uFEFF#EXTM3U\r\n"),
                arguments("text/plain", "Hello, wörld 🌼\n"),
                arguments("text/plain", "{curly} is not JSON"),
                arguments("text/plain", "[1] a footnote"),
                arguments("text/plain", "[section]\nkey = [1]"),
                arguments("text/plain", "#EXTM3UX"),
                arguments("text/plain", "<3 <addr@example.org>"),
                arguments("text/plain", "<article> of faith"),
                arguments("text/plain", "hereftyp, hereID3"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void tellsReadableFormatsApart(String type, String content) {
        byte[] bytes = text(content);

        assertThat(TypeSniffer.sniff(bytes, bytes.length)).contains(type);
    }

    @Test
    void knowsJsonThatIsLongerThanTheHead() {
        byte[] bytes = text("[" + "\"x\", ".repeat(TypeSniffer.HEAD_BYTES));

        assertThat(TypeSniffer.sniff(bytes, TypeSniffer.HEAD_BYTES)).contains("application/json");
    }

    @Test
    void readsTextWhoseLastCharacterTheHeadCuts() {
        byte[] bytes = text("x" + "é".repeat(TypeSniffer.HEAD_BYTES));

        assertThat(TypeSniffer.sniff(bytes, TypeSniffer.HEAD_BYTES)).contains("text/plain");
        assertThat(TypeSniffer.sniff(bytes, 100)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<!---->", "<?a?> ", "<", "<!DOCTYPE a[ ", "<!DOCTYPE a []>", "]   ", "<a ", "[[ ", "{ ", "\n"})
    void staysCalmBeforeEndlessMarkup(String piece) {
        byte[] bytes = text(piece.repeat(TypeSniffer.HEAD_BYTES));

        assertThat(TypeSniffer.sniff(bytes, TypeSniffer.HEAD_BYTES)).isPresent();
    }

    static Stream<byte[]> unknown() {
        return Stream.of(
                new byte[0],
                hex("00"),
                latin1("caf\u00e9"),
                text("NUL\0inside"),
                hex("ffd8"),
                hex("fffb9000"),
                concat(hex("fffb9000"), noise(1)),
                concat(hex("fff15080 191ffc"), noise(2)),
                concat(latin1("G"), noise(3)));
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void saysNothingAboutWhatItCannotSee(byte[] content) {
        assertThat(TypeSniffer.sniff(content, content.length)).isEmpty();
    }

    @Test
    void takesNoEncryptedBlobForMedia() {
        for (long seed = 0; seed < 20_000; seed++) {
            byte[] content = noise(seed);

            assertThat(TypeSniffer.sniff(content, content.length))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void looksNoFurtherThanTheLengthItWasGiven(String type, byte[] content) {
        for (int length = 0; length < Math.min(content.length, 500); length++) {
            byte[] cut = Arrays.copyOf(content, length);

            assertThat(TypeSniffer.sniff(content, length)).isEqualTo(TypeSniffer.sniff(cut, length));
        }
    }

    static Stream<Arguments> declarations() {
        byte[] html = text("<!doctype html><script>alert(1)</script>");
        byte[] plain = text("just words");
        byte[] encrypted = noise(7);
        return Stream.of(
                // the declared type is good
                arguments("image/png", image("png"), "image/png"),
                arguments(" Image/PNG ; a=b", image("png"), "Image/PNG ; a=b"),
                arguments("image/jpg", image("jpg"), "image/jpg"),
                arguments("text/markdown; charset=utf-8", plain, "text/markdown; charset=utf-8"),
                arguments("text/markdown; title=\"a; b\"", plain, "text/markdown; title=\"a; b\""),
                arguments("text/plain", html, "text/plain"),
                arguments("text/html", plain, "text/html"),
                arguments("text/plain", latin1("caf\u00e9"), "text/plain"),
                arguments("image/svg+xml", text("<?xml version='1.0'?><!DOCTYPE s>"), "image/svg+xml"),
                arguments("application/octet-stream", image("png"), "application/octet-stream"),
                arguments("application/octet-stream", html, "application/octet-stream"),
                arguments("audio/mp4", iso("isom", "mp42"), "audio/mp4"),
                arguments("video/mp4", iso("qt  "), "video/mp4"),
                arguments("image/avif", iso("mif1"), "image/avif"),
                arguments("audio/webm", ebml("webm"), "audio/webm"),
                arguments("audio/aac", latin1("ID3\4\0\0\0\0\0\0"), "audio/aac"),
                arguments("audio/mpeg", encrypted, "audio/mpeg"),
                arguments("video/mp2t", encrypted, "video/mp2t"),
                arguments("application/epub+zip", hex("504b0304"), "application/epub+zip"),
                arguments("image/openraster", hex("504b0304"), "image/openraster"),
                arguments("image/x-portable-pixmap", text("P3\n1 1\n255\n0 0 0"), "image/x-portable-pixmap"),
                arguments("image/tiff", encrypted, "image/tiff"),
                arguments("application/x-own-format", image("png"), "application/x-own-format"),
                // the bytes prove it wrong
                arguments("image/png", image("jpg"), "image/jpeg"),
                arguments("image/png", html, "text/html"),
                arguments("image/png", encrypted, "application/octet-stream"),
                arguments("image/png", new byte[0], "application/octet-stream"),
                arguments("image/avif", iso("isom"), "video/mp4"),
                arguments("video/mp4", encrypted, "application/octet-stream"),
                arguments("video/mp2t", text("const x: number = 1\n"), "text/plain"),
                arguments("audio/mpeg", image("gif"), "image/gif"),
                arguments("application/zip", plain, "text/plain"),
                arguments("application/pdf", html, "text/html"),
                arguments("text/plain", image("png"), "image/png"),
                arguments("text/html", hex("504b0304"), "application/zip"),
                arguments("image/svg+xml", hex("1f8b0800"), "application/gzip"),
                arguments("image/tiff", image("png"), "image/png"),
                // nothing usable was declared
                arguments("", image("png"), "image/png"),
                arguments("png", image("png"), "image/png"),
                arguments("*/*", plain, "text/plain"),
                arguments("text/plain, text/html", image("png"), "image/png"),
                arguments("text/html\r\nX-Evil: 1", plain, "text/plain"),
                arguments("text/plain; charset=\u00fc", plain, "text/plain"),
                arguments("text/" + "x".repeat(300), plain, "text/plain"),
                arguments("image/", encrypted, "application/octet-stream"));
    }

    @ParameterizedTest
    @MethodSource("declarations")
    void keepsTheDeclaredTypeUnlessTheBytesProveItWrong(String declared, byte[] content, String stored) {
        assertThat(TypeSniffer.settle(Optional.of(declared), content, content.length))
                .isEqualTo(stored);
    }

    @Test
    void sniffsWhereNothingWasDeclared() {
        assertThat(TypeSniffer.settle(Optional.empty(), image("gif"), 10)).isEqualTo("image/gif");
        assertThat(TypeSniffer.settle(Optional.empty(), noise(1), 100)).isEqualTo("application/octet-stream");
    }
}
