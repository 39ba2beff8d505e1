package dev.bluebell.bluesky.video;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.http.ContentSource;
import dev.bluebell.bluesky.post.Media;
import dev.bluebell.bluesky.repo.Blobs;
import dev.bluebell.bluesky.xrpc.Body;
import dev.bluebell.bluesky.xrpc.CallOptions;
import dev.bluebell.bluesky.xrpc.Fields;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.Sleeper;
import dev.bluebell.bluesky.xrpc.XrpcClient;
import dev.bluebell.bluesky.xrpc.XrpcRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Gives videos to the service that makes them fit to be shown, and waits for them. A video can also be sent like any other
 * blob, by {@link Blobs#upload(Path, String)}; then nothing is to be seen of it until the service has found it. Thread-safe.
 */
public final class Videos {

    private static final Nsid UPLOAD = new Nsid("app.bsky.video.uploadVideo");
    private static final int CONFLICT = 409;

    private final XrpcClient client;
    private final Supplier<Did> account;
    private final Blobs blobs;
    private final VideoLimits limits;
    private final InstantSource clock;
    private final Sleeper sleeper;

    /**
     * Videos by a client.
     *
     * @param account whose they are
     * @param blobs sends captions
     * @param clock where the time comes from
     * @param sleeper lets it pass
     */
    public Videos(
            XrpcClient client,
            Supplier<Did> account,
            Blobs blobs,
            VideoLimits limits,
            InstantSource clock,
            Sleeper sleeper) {
        this.client = client;
        this.account = account;
        this.blobs = blobs;
        this.limits = limits;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** How many videos the account may still send today. */
    public UploadAllowance allowance() {
        return UploadAllowance.read(
                client.get("app.bsky.video.getUploadLimits", Params.none()).fields());
    }

    /**
     * Looks at a file that is to be sent: its shape, and whether the service will take it.
     *
     * @throws BlueskyException.LocalFailure if it cannot be read, or will not be taken; the message says why
     */
    public VideoFile look(Path file) {
        return VideoFile.check(file, limits);
    }

    /**
     * Looks at a file, gives it to the service and waits until it is done.
     *
     * @param file an MP4 or MOV file
     * @throws BlueskyException.LocalFailure if it cannot be read, or will not be taken; then nothing was sent
     */
    public VideoOutcome upload(Path file, VideoProgress progress) {
        VideoFile video = look(file);
        return upload(file.getFileName().toString(), video.sizeBytes(), () -> Files.newInputStream(file), progress);
    }

    /**
     * Gives a stream of a known length to the service, without looking at it, and waits until it is done.
     *
     * @param name of a file, ending with {@code .mp4}
     * @param source an MP4 file, opened once more for each try
     */
    public VideoOutcome upload(String name, long sizeBytes, ContentSource source, VideoProgress progress) {
        if (sizeBytes > limits.mostBytes()) {
            return new VideoOutcome.NotAllowed(
                    "a video of %d bytes is too long: %d are allowed".formatted(sizeBytes, limits.mostBytes()));
        }
        UploadAllowance allowance = allowance();
        if (!allowance.canUpload()) {
            String why = allowance.message();
            return new VideoOutcome.NotAllowed(why.isEmpty() ? "the account may send no videos now" : why);
        }
        if (allowance.bytes().isPresent() && allowance.bytes().getAsLong() < sizeBytes) {
            return new VideoOutcome.NotAllowed("of videos the account may send %d bytes more today, not %d"
                    .formatted(allowance.bytes().getAsLong(), sizeBytes));
        }
        return await(send(name, sizeBytes, source), progress);
    }

    /** The same video sent twice is one job, of which the service says that it has it already. */
    private Job send(String name, long sizeBytes, ContentSource source) {
        Params params =
                Params.builder().add("did", account.get()).add("name", name).build();
        Body video = Body.stream("video/mp4", sizeBytes, source);
        CallOptions options = CallOptions.none().withRepeats().quietly();
        try {
            return Job.read(client.send(XrpcRequest.procedure(UPLOAD, params, video, options))
                    .fields());
        } catch (BlueskyException.Refused e) {
            Job known = e.body()
                    .map(body -> Job.read(new Fields(body, "the answer of the video service")))
                    .filter(job -> e.status() == CONFLICT)
                    .filter(job -> !job.id().isEmpty() || job.blob().isPresent())
                    .orElseThrow(() -> e);
            return known;
        }
    }

    /**
     * Waits for a video that was given to the service before.
     *
     * @param jobId by which the service knows it
     */
    public VideoOutcome await(String jobId, VideoProgress progress) {
        return await(status(jobId), progress);
    }

    private VideoOutcome await(Job first, VideoProgress progress) {
        Instant end = clock.instant().plus(limits.within());
        Job job = first;
        while (true) {
            progress.at(job.state(), job.percent());
            if (job.blob().isPresent()) {
                return new VideoOutcome.Ready(job.blob().get());
            }
            if (job.isFailed()) {
                return new VideoOutcome.Failed(job.code(), job.why());
            }
            if (job.id().isEmpty()) {
                throw new BlueskyException.BadAnswer("the video service names no job to ask for", null);
            }
            if (!clock.instant().plus(limits.pollEvery()).isBefore(end)) {
                return new VideoOutcome.Unfinished(job.id(), job.percent());
            }
            sleep();
            job = status(job.id());
        }
    }

    private Job status(String jobId) {
        Job job = Job.read(client.get("app.bsky.video.getJobStatus", Params.of("jobId", jobId))
                .fields());
        return job.id().isEmpty() ? new Job(jobId, job.state(), job.percent(), job.blob(), job.code(), job.why()) : job;
    }

    private void sleep() {
        try {
            sleeper.sleep(limits.pollEvery());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BlueskyException.Interrupted("interrupted while waiting for a video", e);
        }
    }

    /**
     * Sends captions to the account's server.
     *
     * @param files WebVTT files by their languages
     * @throws IllegalArgumentException if there are too many, or one is too long; then none was sent
     * @throws BlueskyException.LocalFailure if one cannot be read
     */
    public List<Media.Caption> uploadCaptions(Map<String, Path> files) {
        if (files.size() > limits.mostCaptions()) {
            throw new IllegalArgumentException("a video has captions in at most %d languages, not %d"
                    .formatted(limits.mostCaptions(), files.size()));
        }
        files.values().forEach(this::check);
        List<Media.Caption> captions = new ArrayList<>();
        files.forEach((language, file) -> captions.add(new Media.Caption(language, blobs.upload(file, "text/vtt"))));
        return captions;
    }

    private void check(Path file) {
        try {
            long size = Files.size(file);
            if (size > limits.mostCaptionBytes()) {
                throw new IllegalArgumentException("captions have at most %d bytes, not %d like %s"
                        .formatted(limits.mostCaptionBytes(), size, file.getFileName()));
            }
        } catch (IOException e) {
            throw new BlueskyException.LocalFailure("%s cannot be read".formatted(file), e);
        }
    }
}
