package dev.bluebell.server.http;

import dev.bluebell.blossom.TokenCheck;
import dev.bluebell.blossom.Verb;
import dev.bluebell.server.Holdings;
import dev.bluebell.server.MediaSettings;
import dev.bluebell.server.PartialUploads;
import dev.bluebell.server.Receiver;
import dev.bluebell.server.ServerLimits;
import dev.bluebell.server.ServerSettings;
import dev.bluebell.server.index.BlobIndex;
import dev.bluebell.server.index.ReportLimits;
import dev.bluebell.server.media.Describer;
import dev.bluebell.server.media.Optimiser;
import dev.bluebell.server.media.Pictures;
import dev.bluebell.server.media.Workshop;
import dev.bluebell.server.mirror.OriginGuard;
import dev.bluebell.server.policy.UploadRule;
import dev.bluebell.server.store.BlobStore;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The HTTP side as a whole: puts the endpoints together, listens, and stops. */
public final class HttpService implements AutoCloseable {

    private static final Duration IDLE_CHECK = Duration.ofSeconds(30);

    private final HttpServers servers;
    private final Origins origins;
    private final PartialUploads partial;
    private final Workshop workshop;
    private final Describer describer;
    private final Front front;
    private final Duration drain;
    private final int port;

    /**
     * Starts to listen.
     *
     * @throws IllegalStateException if the address cannot be used; the message says which and why
     */
    public HttpService(
            ServerSettings settings,
            BlobStore store,
            BlobIndex index,
            OriginGuard.Resolver resolver,
            InstantSource clock) {
        ServerLimits limits = settings.limits();
        this.drain = limits.drain();
        Vertx vertx = HttpServers.engine();
        this.servers = new HttpServers(vertx);
        BlobCache cache = new BlobCache(store, index::find, limits);
        MediaSettings media = settings.media();
        Pictures pictures = new Pictures(media);
        this.describer = new Describer(pictures, store, index);
        this.workshop = new Workshop(media.atOnce(), media.waiting());
        Holdings holdings =
                new Holdings(store, index, cache::forget, media.describeUploads() ? describer::look : blob -> {});
        Receiver receiver = new Receiver(store, limits.blobBytes());
        OriginGuard guard = new OriginGuard(resolver, settings.privateOrigins());
        this.partial = new PartialUploads(store, holdings, clock, limits.partialUploads(), limits.partialUploadTime());
        this.origins = new Origins(vertx, guard, receiver, Origins.FIRST_BYTE, limits);
        Reply reply = new Reply(vertx, clock);
        this.front = new Front(
                routes(settings, holdings, receiver, index, new Optimiser(media, pictures, limits.blobBytes()), clock),
                new BlobReads(cache, store, reply)::handle,
                request -> Optional.empty(),
                reply,
                limits);
        vertx.setPeriodic(
                IDLE_CHECK.toMillis(),
                timer -> Thread.ofVirtual().name("drop idle uploads").start(partial::dropIdle));
        this.port = servers.listen(settings.host(), settings.port(), limits, front);
    }

    private Routes routes(
            ServerSettings settings,
            Holdings holdings,
            Receiver receiver,
            BlobIndex index,
            Optimiser optimiser,
            InstantSource clock) {
        Names names = new Names(settings.publicUrls());
        Admission admission = new Admission(
                names,
                new TokenCheck(settings.limits().clockSkew()),
                UploadRule.of(settings.uploads(), settings.limits().blobBytes()),
                clock);
        LandingPage landing = new LandingPage(settings, names);
        HealthEndpoint health = new HealthEndpoint(index);
        ReportLimits reports =
                new ReportLimits(ServerLimits.REPORTS_A_DAY, settings.limits().reports());
        UploadEndpoint upload = new UploadEndpoint(new Intake(admission, receiver), holdings, names, clock);
        MediaEndpoint media = new MediaEndpoint(admission, workshop, optimiser, receiver, holdings, names, clock);
        Endpoint uploadCheck = new UploadCheckEndpoint(admission, Verb.UPLOAD, (type, size) -> {});
        Endpoint mediaCheck = new UploadCheckEndpoint(admission, Verb.MEDIA, media::check);
        PartEndpoint part = new PartEndpoint(admission, partial, names);
        DeleteEndpoint delete = new DeleteEndpoint(admission, holdings);
        ListEndpoint list = new ListEndpoint(settings.list(), admission, index, names);
        return new Routes(
                Map.of(
                        "/", Map.of("GET", landing, "HEAD", landing),
                        "/health", Map.of("GET", health, "HEAD", health),
                        "/upload", Map.of("PUT", upload, "HEAD", uploadCheck),
                        "/media", settings.media().offered() ? Map.of("PUT", media, "HEAD", mediaCheck) : Map.of(),
                        "/mirror", Map.of("PUT", new MirrorEndpoint(admission, origins, holdings, names, clock)),
                        "/report", Map.of("PUT", new ReportEndpoint(index, reports, clock))),
                settings.resumable()
                        ? hash -> Map.of(
                                "DELETE", exchange -> delete.handle(exchange, hash),
                                "PUT", exchange -> upload.handle(exchange, hash),
                                "PATCH", exchange -> part.handle(exchange, hash))
                        : hash -> Map.of("DELETE", exchange -> delete.handle(exchange, hash)),
                key -> {
                    Endpoint ofKey = exchange -> list.handle(exchange, key);
                    return Map.of("GET", ofKey, "HEAD", ofKey);
                });
    }

    /** {@return the port that is listened on} */
    public int port() {
        return port;
    }

    /** Takes no new requests, lets those in flight finish for as long as the limits say, and closes. */
    @Override
    public void close() {
        servers.drain(drain, front);
        workshop.close();
        describer.close();
        origins.close();
        partial.close();
        servers.close();
    }
}
