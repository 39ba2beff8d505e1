package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** The requests for blobs. */
final class Reads {

    private final Session session;

    Reads(Session session) {
        this.session = session;
    }

    Answer<BlobHead> head(BlobHash hash, ReadOptions options) {
        BlobRequest request = new BlobRequest(session, "HEAD", hash, options);
        return session.ask(
                request.leeway(),
                credentials -> session.answer(
                        request.send(credentials, List.of()),
                        response -> new BlobHead(
                                BlobRequest.type(response),
                                BlobRequest.length(response),
                                response.headers().allValues("Accept-Ranges").contains("bytes"),
                                response.uri())));
    }

    Answer<Fetched> get(BlobHash hash, OutputStream out, ReadOptions options) {
        Answer<Fetched> answer =
                new Download(new BlobRequest(session, "GET", hash, options), new StreamSink(out)).run();
        try {
            out.flush();
            return answer;
        } catch (IOException e) {
            throw Download.unwritable(StreamSink.NAME, e);
        }
    }

    Answer<Fetched> get(BlobHash hash, Path file, ReadOptions options) {
        try (PartFile part = PartFile.nextTo(file)) {
            return complete(part, new Download(new BlobRequest(session, "GET", hash, options), part));
        } catch (IOException e) {
            throw Download.unwritable(file.toString(), e);
        }
    }

    /** What may still become the blob is kept: all that came, unless it was wrong or could not be written. */
    private static Answer<Fetched> complete(PartFile part, Download download) throws IOException {
        try {
            Answer<Fetched> answer = download.run();
            switch (answer) {
                case Answer.Ok<Fetched> ok -> part.complete();
                case Answer.Refused<Fetched> refused -> part.keep();
            }
            return answer;
        } catch (BlossomException.Unreachable e) {
            part.keep();
            throw withEarlier(new BlossomException.Unreachable(e.getMessage() + part.remains(), e), e);
        } catch (BlossomException.Interrupted e) {
            part.keep();
            throw withEarlier(new BlossomException.Interrupted(e.getMessage() + part.remains(), e), e);
        }
    }

    private static <E extends BlossomException> E withEarlier(E failure, BlossomException same) {
        for (Throwable earlier : same.getSuppressed()) {
            failure.addSuppressed(earlier);
        }
        return failure;
    }
}
