package dev.bluebell.testing;

import dev.bluebell.testing.XrpcStub.Asked;
import dev.bluebell.testing.XrpcStub.Told;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The service that makes videos fit to be shown, on 127.0.0.1. It looks at no video, takes each only once, and says of its
 * job what it is told to. Uploads without a token or a length are refused. Thread-safe.
 */
public final class VideoServiceStub implements AutoCloseable {

    /** By which it knows every job. */
    public static final String JOB = "job-1";

    private final XrpcStub xrpc = XrpcStub.start();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final Queue<String> statuses = new ArrayDeque<>(List.of("\"state\":\"JOB_STATE_CREATED\""));

    private VideoServiceStub() {
        allowance("\"canUpload\":true,\"remainingDailyVideos\":25,\"remainingDailyBytes\":10000000000");
        xrpc.on("app.bsky.video.uploadVideo", this::upload);
        xrpc.on("app.bsky.video.getJobStatus", asked -> Told.json("{\"jobStatus\":{" + next() + "}}"));
    }

    /** {@return a service, listening} */
    public static VideoServiceStub start() {
        return new VideoServiceStub();
    }

    /** {@return where it listens} */
    public URI url() {
        return xrpc.url();
    }

    /** {@return what it was asked of an endpoint} */
    public List<Asked> asked(String endpoint) {
        return xrpc.asked(endpoint);
    }

    /** What it says how many videos may be sent: the fields of a JSON object. */
    public VideoServiceStub allowance(String fields) {
        xrpc.on("app.bsky.video.getUploadLimits", Told.json("{" + fields + "}"));
        return this;
    }

    /** What it says of the job, time after time: fields of JSON objects, the last one again and again. */
    public VideoServiceStub job(String... fields) {
        synchronized (statuses) {
            statuses.clear();
            statuses.addAll(List.of(fields));
        }
        return this;
    }

    private Told upload(Asked asked) {
        if (!asked.header("authorization").orElse("").startsWith("Bearer ")
                || asked.header("content-length").isEmpty()) {
            return Told.error(401, "AuthMissing", "Authentication Required");
        }
        String status = "\"jobId\":\"%s\",\"did\":\"did:example:x\",\"state\":\"JOB_STATE_CREATED\"".formatted(JOB);
        return taken.add(asked.body())
                ? Told.json("{" + status + "}")
                : Told.json(
                        409, "{\"error\":\"already_exists\",\"message\":\"Video already processed\"," + status + "}");
    }

    private String next() {
        synchronized (statuses) {
            return "\"jobId\":\"" + JOB + "\"," + (statuses.size() > 1 ? statuses.remove() : statuses.element());
        }
    }

    @Override
    public void close() {
        xrpc.close();
    }
}
