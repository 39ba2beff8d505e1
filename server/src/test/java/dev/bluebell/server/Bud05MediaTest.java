package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static dev.bluebell.server.TestServer.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.media.image.JavaEngine;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.server.policy.Uploaders;
import dev.bluebell.testing.Photo;
import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawKey;
import dev.bluebell.testing.RawRequest;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** BUD-05: pictures that come to {@code PUT /media}, and {@code HEAD /media}. */
class Bud05MediaTest {

    private static final int LIMIT = 400_000;
    private static final RawKey STRANGER = RawKey.of(7);

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(
                folder,
                settings -> settings.limits(
                                ServerLimits.builder().blobBytes(LIMIT).build())
                        .media(MediaSettings.builder()
                                .maxSide(200)
                                .pictureBytes(LIMIT - 1000)
                                .engine(JavaEngine::new)
                                .build())
                        .uploads(new Uploaders.Only(
                                Set.of(new PublicKey(ALICE.publicKey()), new PublicKey(BOB.publicKey())))));
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(server.temporaryFiles()).isEmpty();
    }

    private static RawRequest withoutBody(RawKey author, Blob blob) {
        return server.signed(RawRequest.of("PUT", "/media"), author, "media", blob.hash())
                .with("X-SHA-256", blob.hash());
    }

    private static RawRequest media(RawKey author, Blob blob) {
        return withoutBody(author, blob).body(blob.bytes());
    }

    private static RawAnswer put(byte[] bytes) {
        return server.ask(media(ALICE, Blob.of(bytes)));
    }

    /** The bytes of the blob that an answer describes. */
    private static byte[] result(RawAnswer answer) {
        return server.get("/" + Answers.json(answer).path("sha256").asString()).body();
    }

    @Test
    void aPhotoIsShrunkTurnedUprightAndFreedOfItsPlace() {
        byte[] photo = Photo.sidewaysWithPlace(600, 300, 200);
        assertThat(Photo.tellsPlace(photo)).isTrue();

        RawAnswer answer = put(photo);

        Answers.assertThat(answer).hasStatus(201).hasField("type", "image/jpeg");
        assertThat(Photo.tellsPlace(result(answer))).isFalse();
        BufferedImage small = Photo.decode(result(answer));
        assertThat(small.getWidth()).isEqualTo(100);
        assertThat(small.getHeight()).isEqualTo(200);
        assertThat(small.getRGB(50, 10) & 0xFF)
                .as("blue in the dark part, which is on top now")
                .isLessThan(60);
        assertThat(small.getRGB(50, 190) & 0xFF).as("blue in the white part").isGreaterThan(220);
    }

    @Test
    void theResultIsDescribedWithWhatItWasMadeOf() {
        Blob photo = Blob.of(Photo.sidewaysWithPlace(500, 400, 100));

        RawAnswer answer = server.ask(media(ALICE, photo));

        Blob result = Blob.of(result(answer));
        Answers.assertThat(answer)
                .hasStatus(201)
                .hasField("sha256", result.hash())
                .hasField("size", (long) result.size())
                .hasField("url", server.url() + result.path() + ".jpg")
                .hasField("uploaded", server.clock().seconds());
        String tags = Answers.json(answer).path("nip94").toString();
        assertThat(tags)
                .contains("[\"x\",\"" + result.hash() + "\"]", "[\"ox\",\"" + photo.hash() + "\"]")
                .contains("[\"dim\",\"160x200\"]")
                .containsPattern("\\[\"blurhash\",\"[^ ]{20,40}\"]")
                .doesNotContain("thumb");
        assertThat(server.get("/list/" + ALICE.publicKey()).text())
                .as("what the list says later")
                .contains(tags.substring(tags.indexOf("[\"x\"")));
    }

    @Test
    void theOriginalIsNotStored() {
        Blob photo = Blob.of(Photo.sidewaysWithPlace(500, 400, 90));

        Answers.assertThat(server.ask(media(ALICE, photo))).hasStatus(201);

        Answers.assertThat(server.get(photo.path())).hasStatus(404);
    }

    @Test
    void aResultThatIsHereAlreadyIsNotNew() {
        Blob photo = Blob.of(Photo.sidewaysWithPlace(500, 400, 80));

        Answers.assertThat(server.ask(media(ALICE, photo))).hasStatus(201);
        Answers.assertThat(server.ask(media(ALICE, photo))).hasStatus(200);
        Answers.assertThat(server.ask(media(BOB, photo))).hasStatus(200);
    }

    @Test
    void theAnswerNamesTheOriginalThatWasJustSent() {
        byte[] clean = Photo.png(150, 100, 71);
        Blob first = Blob.of(withTrailer(clean, "one camera"));
        Blob second = Blob.of(withTrailer(clean, "another camera"));

        Answers.assertThat(server.ask(media(ALICE, first))).hasStatus(201);

        assertThat(server.ask(media(ALICE, second)).text())
                .contains("[\"ox\",\"" + second.hash() + "\"]")
                .doesNotContain(first.hash());
    }

    @Test
    void whatOneOwnerMadeABlobOfIsNotToldToAnother() {
        byte[] clean = Photo.png(150, 100, 70);
        Blob first = Blob.of(withTrailer(clean, "one camera"));
        Blob second = Blob.of(withTrailer(clean, "another camera"));

        Answers.assertThat(server.ask(media(ALICE, first))).hasStatus(201);
        RawAnswer answer = server.ask(media(BOB, second));

        Answers.assertThat(answer).hasStatus(200);
        assertThat(answer.text()).contains(second.hash()).doesNotContain(first.hash());
        assertThat(server.get("/list/" + BOB.publicKey()).text())
                .contains(second.hash())
                .doesNotContain(first.hash());
    }

    @Test
    void aCleanPictureThatFitsStaysAsItIs() {
        Blob picture = Blob.of(Photo.png(120, 80, 60));

        RawAnswer answer = server.ask(media(ALICE, picture));

        Answers.assertThat(answer).hasStatus(201).hasField("sha256", picture.hash());
        assertThat(Photo.decode(result(answer)).getWidth()).as("never enlarged").isEqualTo(120);
    }

    @Test
    void anAnimationStaysWholeAndLosesItsComments() {
        RawAnswer answer = put(Photo.animation(3, 300, 100, "made at home"));

        Answers.assertThat(answer).hasStatus(201).hasField("type", "image/gif");
        assertThat(answer.text()).contains("[\"dim\",\"300x100\"]");
        String gif = new String(result(answer), StandardCharsets.ISO_8859_1);
        assertThat(gif).doesNotContain("made at home");
        assertThat(gif.split("\\x00\\x2C", -1)).as("what begins with a frame").hasSizeGreaterThan(3);
    }

    @Test
    void whatStandsBehindThePictureIsNotKept() {
        RawAnswer answer = put(withTrailer(Photo.png(100, 60, 50), "PK\3\4<script>alert(1)</script>"));

        Answers.assertThat(answer).hasStatus(201).hasField("type", "image/png");
        assertThat(new String(result(answer), StandardCharsets.ISO_8859_1)).doesNotContain("script");
    }

    @Test
    void theBytesDecideWhichPictureItIs() {
        Blob png = Blob.of(Photo.png(100, 60, 40));
        Blob nameless = Blob.of(Photo.png(100, 60, 41));

        Answers.assertThat(server.ask(media(ALICE, png).with("Content-Type", "image/jpeg")))
                .hasStatus(201)
                .hasField("type", "image/png")
                .hasField("url", server.url() + png.path() + ".png");
        Answers.assertThat(server.ask(media(ALICE, nameless).with("Content-Type", "application/octet-stream")))
                .hasField("type", "image/png");
    }

    @Test
    void aPictureMayBeChunkedAndOfAnUnknownHash() {
        Blob blob = Blob.of(Photo.png(100, 60, 42));
        RawRequest request = server.signed(RawRequest.of("PUT", "/media"), ALICE, "media", blob.hash())
                .chunked(blob.bytes(), 99);

        Answers.assertThat(server.ask(request)).hasStatus(201);
    }

    private static byte[] withTrailer(byte[] picture, String trailer) {
        byte[] more = trailer.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(picture, picture.length + more.length);
        System.arraycopy(more, 0, all, picture.length, more.length);
        return all;
    }

    @Test
    void aTokenForThatVeryOriginalIsNeeded() {
        Blob blob = Blob.of(Photo.png(100, 60, 30));
        RawRequest put = RawRequest.of("PUT", "/media").body(blob.bytes());

        Answers.assertThat(server.ask(put)).isRefusal(401, "media").hasHeader("WWW-Authenticate", "Nostr");
        Answers.assertThat(server.ask(server.signed(put, ALICE, "upload", blob.hash())))
                .isRefusal(401, "media");
        Answers.assertThat(server.ask(server.signed(put, ALICE, "media"))).isRefusal(401, "x tag");
        Answers.assertThat(server.ask(
                        server.signed(put, ALICE, "media", Blob.fresh(1).hash())))
                .isRefusal(401, "x tag");
        Answers.assertThat(server.ask(server.signed(put, STRANGER, "media", blob.hash())))
                .isRefusal(403, STRANGER.publicKey());
    }

    @Test
    void anUploadTokenIsOfNoUseForMediaNorTheOtherWayRound() {
        Blob blob = Blob.of(Photo.png(100, 60, 31));

        Answers.assertThat(server.ask(server.signed(RawRequest.of("PUT", "/upload"), ALICE, "media", blob.hash())
                        .body(blob.bytes())))
                .isRefusal(401, "upload");
    }

    @Test
    void aBodyWithAnotherHashThanAnnouncedIsAConflict() {
        Blob announced = Blob.of(Photo.png(100, 60, 20));
        Blob sent = Blob.of(Photo.png(100, 60, 21));

        Answers.assertThat(server.ask(withoutBody(ALICE, announced).body(sent.bytes())))
                .isRefusal(409, sent.hash());
        Answers.assertThat(server.get(sent.path())).hasStatus(404);
    }

    @Test
    void aBodyWithoutLengthIsRefused() {
        Answers.assertThat(server.ask(withoutBody(ALICE, Blob.fresh(10)))).isRefusal(411, "Content-Length");
    }

    @Test
    void whatIsTooLargeIsRefused() {
        Blob blob = Blob.fresh(LIMIT + 1);
        Blob padded = Blob.of(Arrays.copyOf(Photo.png(10, 10, 1), LIMIT - 500));

        Answers.assertThat(server.ask(media(ALICE, blob))).isRefusal(413, "at most " + LIMIT);
        Answers.assertThat(server.ask(withoutBody(ALICE, blob).chunked(blob.bytes(), 65_536)))
                .isRefusal(413, "at most " + LIMIT);
        Answers.assertThat(server.ask(media(ALICE, padded))).isRefusal(413, "at most " + (LIMIT - 1000));
        Answers.assertThat(server.ask(media(ALICE, padded).with("Content-Type", "image/png")))
                .isRefusal(413, "at most " + (LIMIT - 1000));
    }

    @Test
    void aPictureThatUnpacksToGigabytesIsNotUnpacked() {
        byte[] bomb = Photo.bomb(50_000, 50_000);
        assertThat(bomb.length).isLessThan(LIMIT - 1000);

        Answers.assertThat(put(bomb)).isRefusal(413, "pixels");
    }

    @Test
    void aPictureThatIsDecodedAsAWholeMayNotFillTheMemory() {
        // A GIF that says it has 9000 x 9000 pixels: nothing is decoded to find out.
        byte[] gif = "GIF89a(#(#\0\0\0,\0\0\0\0(#(#\0\2\1\0\0;".getBytes(StandardCharsets.ISO_8859_1);

        Answers.assertThat(put(gif)).isRefusal(413, "libvips42");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
                "%PDF-1.7",
                ""
            })
    void whatIsNeitherPictureNorVideoIsRefused(String text) {
        Answers.assertThat(put(text.getBytes(StandardCharsets.UTF_8))).hasStatus(415);
    }

    @Test
    void anSvgIsRefusedWhateverItIsCalled() {
        Blob svg = Blob.of("<svg xmlns='http://www.w3.org/2000/svg'/>");

        Answers.assertThat(server.ask(media(ALICE, svg).with("Content-Type", "image/png")))
                .isRefusal(415, "SVG");
        Answers.assertThat(server.ask(media(ALICE, svg).with("Content-Type", "image/svg+xml; charset=utf-8")))
                .isRefusal(415, "SVG");
    }

    @Test
    void whatIsSaidToBeSomethingElseNeedNotBeSent() {
        try (RawHttp http = server.connect()) {
            http.sendHead(withoutBody(ALICE, Blob.fresh(100))
                    .with("Content-Length", "100")
                    .with("Content-Type", "application/pdf"));

            Answers.assertThat(http.read()).isRefusal(415, "application/pdf");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 40, 700})
    void aPictureThatIsCutShortIsRefused(int missing) {
        byte[] photo = Photo.sidewaysWithPlace(400, 300, 10);

        Answers.assertThat(put(Arrays.copyOf(photo, photo.length - missing))).hasStatus(422);
    }

    @Test
    void aScriptThatBeginsAsAPictureIsRefused() {
        Answers.assertThat(put("GIF89a/*        */=1;alert(1)//".getBytes(StandardCharsets.US_ASCII)))
                .hasStatus(422);
    }

    @Test
    void aPictureOfAnIphoneNeedsLibvipsWhichTheReasonNames() {
        byte[] heic = "\0\0\0\24ftypheic\0\0\0\0mif1\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        String hash = Blob.of(heic).hash();

        Answers.assertThat(put(heic)).isRefusal(415, "libvips42");
        Answers.assertThat(server.ask(check(hash, "image/heic", "1000"))).isRefusal(415, "libvips42");
    }

    @Test
    void aVideoNeedsFfmpegWhichTheReasonNames() {
        byte[] video = "\0\0\0\24ftypisom\0\0\0\0mp42\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

        Answers.assertThat(put(video)).isRefusal(415, "ffmpeg");
        Answers.assertThat(server.ask(check(Blob.of(video).hash(), "video/mp4", "1000")))
                .isRefusal(415, "ffmpeg");
    }

    @Test
    void whatFollowsTheBodyIsNoPartOfIt() {
        Blob blob = Blob.of(Photo.png(100, 60, 11));
        try (RawHttp http = server.connect()) {
            http.send(withoutBody(ALICE, blob)
                    .with("Content-Length", Integer.toString(blob.size()))
                    .withBytes(withTrailer(blob.bytes(), "and more\r\n\r\n")));

            Answers.assertThat(http.read()).hasStatus(201).hasField("sha256", blob.hash());
            Answers.assertThat(http.read()).hasStatus(400);
        }
    }

    @Test
    void aClientThatHangsUpInTheMiddleLeavesNothing() {
        Blob blob = Blob.of(Photo.png(150, 150, 12));
        try (RawHttp http = server.connect()) {
            http.sendHead(media(ALICE, blob)).send(blob.bytes(0, blob.size() / 2));
            Awaitility.await().until(() -> !server.temporaryFiles().isEmpty());

            http.reset();
        }
        Awaitility.await().until(() -> server.temporaryFiles().isEmpty());
        Answers.assertThat(server.get(blob.path())).hasStatus(404);
    }

    private static RawRequest check(String hash, String type, String length) {
        return server.signed(RawRequest.of("HEAD", "/media"), ALICE, "media", hash)
                .with("X-SHA-256", hash)
                .with("X-Content-Type", type)
                .with("X-Content-Length", length);
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpeg, 1000, 200",
        "image/png; charset=binary, 1000, 200",
        "application/octet-stream, 1000, 200",
        "image/jpeg, many, 400",
        "image/jpeg, 399001, 413",
        "application/octet-stream, 400001, 413",
        "image/svg+xml, 1000, 415",
        "text/plain, 1000, 415",
        "audio/mpeg, 1000, 415"
    })
    void aCheckTellsWhatThePutWouldBeTold(String type, String length, int status) {
        Answers.assertThat(server.ask(check(Blob.fresh(1).hash(), type, length)))
                .hasStatus(status);
    }

    @Test
    void aCheckWantsHashLengthAndToken() {
        String hash = Blob.fresh(1).hash();
        RawRequest head = RawRequest.of("HEAD", "/media").with("X-Content-Type", "image/png");

        Answers.assertThat(server.ask(server.signed(head, ALICE, "media", hash).with("X-Content-Length", "9")))
                .isRefusal(400, "X-SHA-256");
        RawRequest named = head.with("X-SHA-256", hash);
        Answers.assertThat(server.ask(server.signed(named, ALICE, "media", hash)))
                .isRefusal(411, "X-Content-Length");
        RawRequest whole = named.with("X-Content-Length", "9");
        Answers.assertThat(server.ask(whole)).isRefusal(401, "token");
        Answers.assertThat(server.ask(server.signed(whole, ALICE, "upload", hash)))
                .isRefusal(401, "media");
        Answers.assertThat(server.ask(server.signed(whole, STRANGER, "media", hash)))
                .isRefusal(403, STRANGER.publicKey());
    }

    @Test
    void thePathTellsItsMethods() {
        Answers.assertThat(server.ask(RawRequest.of("OPTIONS", "/media")))
                .hasStatus(204)
                .hasHeader("Allow", "HEAD, OPTIONS, PUT");
        Answers.assertThat(server.get("/media")).isRefusal(405, "PUT");
        assertThat(server.get("/").text()).contains("BUD-01, 02, 04, 05, 06");
    }

    @Test
    void aServerMayBeToldNotToOfferIt(@TempDir Path other) {
        try (TestServer plain = TestServer.start(
                other,
                settings ->
                        settings.media(MediaSettings.builder().offered(false).build()))) {
            Blob blob = Blob.of(Photo.png(10, 10, 1));

            Answers.assertThat(plain.ask(plain.signed(RawRequest.of("PUT", "/media"), ALICE, "media", blob.hash())
                            .body(blob.bytes())))
                    .hasStatus(404);
            assertThat(plain.get("/").text()).contains("BUD-01, 02, 04, 06");
        }
    }
}
