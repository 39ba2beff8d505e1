package dev.bluebell.bluesky.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Cid;
import dev.bluebell.bluesky.FakeTime;
import dev.bluebell.bluesky.identity.Hosts;
import dev.bluebell.bluesky.post.Media;
import dev.bluebell.bluesky.repo.Blob;
import dev.bluebell.bluesky.session.Account;
import dev.bluebell.bluesky.session.Credentials;
import dev.bluebell.testing.Mp4;
import dev.bluebell.testing.RealPds;
import dev.bluebell.testing.VideoServiceStub;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Videos of an account of a real PDS, and a stub of the service. */
class VideosTest {

    private static final Blob VIDEO = new Blob(Cid.ofBlob("0".repeat(64)), "video/mp4", 12);
    private static final String DONE = "\"state\":\"JOB_STATE_COMPLETED\",\"progress\":100,\"blob\":" + VIDEO.json();
    private static final byte[] FILE = "not really a video".getBytes(StandardCharsets.UTF_8);

    @SuppressWarnings("NullAway.Init") // JUnit does.
    private static RealPds pds;

    private final VideoServiceStub service = VideoServiceStub.start();
    private final FakeTime time = new FakeTime(Instant.now());
    private final Bluesky bluesky = Bluesky.builder()
            .hosts(new Hosts(pds.url(), pds.url(), "did:web:localhost#bsky_chat", service.url()))
            .plc(pds.plcUrl())
            .dns(name -> List.of())
            .handleServers(handle -> pds.url())
            .clock(time)
            .sleeper(time::sleep)
            .build();
    private final Account alice = bluesky.account(new Credentials(RealPds.HANDLE, pds.password()));
    private final Videos videos = bluesky.videos(alice);
    private final List<String> told = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit does.
    private Path folder;

    @BeforeAll
    static void start() {
        pds = RealPds.start();
    }

    @AfterAll
    static void stop() {
        pds.close();
    }

    @AfterEach
    void close() {
        bluesky.close();
        service.close();
    }

    private VideoOutcome upload() {
        return videos.upload(
                "a.mp4",
                FILE.length,
                () -> new ByteArrayInputStream(FILE),
                (state, percent) -> told.add(state + " " + percent));
    }

    @Test
    void givesAVideoToTheServiceAndWaitsForIt() throws Exception {
        service.job(
                "\"state\":\"JOB_STATE_ENCODING\",\"progress\":40",
                "\"state\":\"JOB_STATE_SOMETHING_NEW\",\"progress\":90",
                DONE);
        Path file = Files.write(folder.resolve("a b.mp4"), Mp4.video("isom", "avc1", 1, 320, 180, 3));

        VideoOutcome outcome = videos.upload(file, (state, percent) -> told.add(state + " " + percent));

        assertThat(outcome).isEqualTo(new VideoOutcome.Ready(VIDEO));
        assertThat(told)
                .containsExactly(
                        "JOB_STATE_CREATED 0",
                        "JOB_STATE_ENCODING 40",
                        "JOB_STATE_SOMETHING_NEW 90",
                        "JOB_STATE_COMPLETED 100");
        assertThat(time.slept()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2));
        var sent = service.asked("app.bsky.video.uploadVideo").getFirst();
        assertThat(sent.body()).endsWith("the pictures");
        assertThat(sent.query())
                .isEqualTo("did=%s&name=a%%20b.mp4".formatted(pds.did().replace(":", "%3A")));
        assertThat(sent.header("content-type")).contains("video/mp4");
        assertThat(service.asked("app.bsky.video.getJobStatus").getFirst().query())
                .isEqualTo("jobId=job-1");
    }

    @Test
    void takesUpTheJobOfAVideoThatTheServiceHasAlready() {
        service.job(DONE);
        assertThat(upload()).isEqualTo(new VideoOutcome.Ready(VIDEO));

        assertThat(upload()).isEqualTo(new VideoOutcome.Ready(VIDEO));
    }

    @Test
    void saysWhyAVideoFailed() {
        service.job("\"state\":\"JOB_STATE_FAILED\",\"failureCode\":\"validation\",\"message\":\"this is no video\"");

        assertThat(upload()).isEqualTo(new VideoOutcome.Failed("validation", "this is no video"));
        service.job("\"state\":\"JOB_STATE_FAILED\"");
        assertThat(upload()).isEqualTo(new VideoOutcome.Failed("unknown", ""));
    }

    @Test
    void stopsWaitingAndGoesOnLater() {
        service.job("\"state\":\"JOB_STATE_ENCODING\",\"progress\":7");

        assertThat(upload()).isEqualTo(new VideoOutcome.Unfinished(VideoServiceStub.JOB, 7));
        assertThat(service.asked("app.bsky.video.getJobStatus")).hasSizeBetween(890, 900);
        service.job(DONE);
        assertThat(videos.await(VideoServiceStub.JOB, VideoProgress.NONE)).isEqualTo(new VideoOutcome.Ready(VIDEO));
    }

    @Test
    void sendsNothingThatIsNotAllowed() {
        service.allowance("\"canUpload\":false,\"message\":\"confirm your e-mail address\"");
        assertThat(upload()).isEqualTo(new VideoOutcome.NotAllowed("confirm your e-mail address"));

        service.allowance("\"canUpload\":true,\"remainingDailyBytes\":10");
        assertThat(upload())
                .isInstanceOfSatisfying(
                        VideoOutcome.NotAllowed.class,
                        no -> assertThat(no.why()).contains("10 bytes more today, not 18"));
        assertThat(videos.allowance())
                .isEqualTo(new UploadAllowance(true, OptionalLong.empty(), OptionalLong.of(10), ""));

        assertThat(videos.upload("a.mp4", 300_000_001, () -> new ByteArrayInputStream(FILE), VideoProgress.NONE))
                .isInstanceOf(VideoOutcome.NotAllowed.class);
        assertThat(service.asked("app.bsky.video.uploadVideo")).isEmpty();
    }

    @Test
    void sendsNoFileThatIsNoVideo() throws Exception {
        Path file = Files.write(folder.resolve("a.mp4"), FILE);

        assertThatThrownBy(() -> videos.upload(file, VideoProgress.NONE))
                .isInstanceOf(BlueskyException.LocalFailure.class)
                .hasMessageContaining("a.mp4: text/plain is no MP4 or MOV video");
        assertThat(service.asked("app.bsky.video.uploadVideo")).isEmpty();
    }

    @Test
    void saysThatTheServiceRefusedForAnotherReason() {
        service.close();

        assertThatThrownBy(this::upload).isInstanceOf(BlueskyException.Unreachable.class);
    }

    @Test
    void sendsCaptions() throws Exception {
        Path english = Files.writeString(folder.resolve("en.vtt"), "WEBVTT\n\n00:00.000 --> 00:01.000\nhello\n");

        List<Media.Caption> captions = videos.uploadCaptions(Map.of("en", english));

        assertThat(captions).hasSize(1);
        assertThat(captions.getFirst().lang()).isEqualTo("en");
        assertThat(captions.getFirst().file().type()).isEqualTo("text/vtt");
        assertThat(captions.getFirst().file().sizeBytes()).isEqualTo(Files.size(english));
    }

    @Test
    void refusesTooManyCaptionsAndTooLongOnes() throws Exception {
        Path longOne = Files.writeString(folder.resolve("long.vtt"), "x".repeat(20_001));
        Map<String, Path> many = new TreeMap<>();
        for (int i = 0; i < 21; i++) {
            many.put("en-x-" + i, longOne);
        }

        assertThatThrownBy(() -> videos.uploadCaptions(many))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 20 languages, not 21");
        assertThatThrownBy(() -> videos.uploadCaptions(Map.of("en", longOne)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 20000 bytes, not 20001 like long.vtt");
        assertThatThrownBy(() -> videos.uploadCaptions(Map.of("en", folder.resolve("none"))))
                .isInstanceOf(BlueskyException.LocalFailure.class);
    }
}
