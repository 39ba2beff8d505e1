package dev.bluebell.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileTypesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/png",
                "application/vnd.oasis.opendocument.text",
                "IMAGE/svg+xml",
                "text/plain;charset=utf-8",
                "text/plain ; charset=\"utf-8\" ; x=y;",
                "a/b; c=\"d \\\" e\"",
            })
    void knowsAMediaTypeBySyntax(String type) {
        assertThat(FileTypes.isMediaType(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "image",
                "image/",
                "/png",
                "*/*",
                "image/png, image/gif",
                "image/png; charset",
                "image/png; a=\"b",
                "image/png\n",
                "image/\u202egnp",
                "image/png; a=\"\u009b\"",
            })
    void knowsWhatIsNoMediaType(String type) {
        assertThat(FileTypes.isMediaType(type)).isFalse();
    }

    @Test
    void takesNoMediaTypeOfMoreThan255Characters() {
        assertThat(FileTypes.isMediaType("a/b;c=" + "d".repeat(249))).isTrue();
        assertThat(FileTypes.isMediaType("a/b;c=" + "d".repeat(250))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpeg, jpg",
        "image/jpg, jpg",
        "IMAGE/PNG, png",
        "text/plain; charset=utf-8, txt",
        "text/html ;charset=x, html",
        "video/mp4, mp4",
        "audio/mp4, m4a",
        "video/quicktime, mov",
        "video/x-matroska, mkv",
        "application/vnd.apple.mpegurl, m3u8",
        "video/mp2t, ts",
        "video/iso.segment, m4s",
        "application/octet-stream, bin",
        "application/x-nobody-knows, bin",
        "nonsense, bin"
    })
    void givesTheUsualExtensionOfAType(String type, String extension) {
        assertThat(FileTypes.extensionOf(type)).isEqualTo(extension);
    }

    @ParameterizedTest
    @CsvSource({
        "jpg, image/jpeg",
        ".jpeg, image/jpeg",
        "holiday.JPG, image/jpeg",
        "a.b/c.tar.gz, application/gzip",
        "wav, audio/wav",
        "m4v, video/mp4",
        "xml, application/xml",
        "README.md, text/markdown"
    })
    void findsTheTypeByExtensionOrFileName(String name, String type) {
        assertThat(FileTypes.typeOf(name)).contains(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "Makefile", "x.unknown", "jpg."})
    void findsNothingForANameWithoutAKnownExtension(String name) {
        assertThat(FileTypes.typeOf(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "Text/HTML; charset=utf-8",
                "application/xhtml+xml",
                "image/svg+xml",
                "text/xml",
                "application/xml",
                "application/atom+xml"
            })
    void callsActiveWhatABrowserWouldRun(String type) {
        assertThat(FileTypes.active(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "text/javascript", "application/pdf", "image/png", "application/octet-stream", ""})
    void callsNothingElseActive(String type) {
        assertThat(FileTypes.active(type)).isFalse();
    }
}
