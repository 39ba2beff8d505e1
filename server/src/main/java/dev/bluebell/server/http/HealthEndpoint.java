package dev.bluebell.server.http;

import dev.bluebell.database.DatabaseException;
import dev.bluebell.server.index.BlobIndex;
import dev.bluebell.server.index.Totals;

/** {@code GET /health}: whether the server can do its work, for those who watch over it. It asks the index, not itself. */
final class HealthEndpoint implements Endpoint {

    private final BlobIndex index;

    HealthEndpoint(BlobIndex index) {
        this.index = index;
    }

    @Override
    public Answer handle(Exchange exchange) {
        try {
            Totals totals = index.totals();
            return Answer.json(
                    200, "{\"status\":\"ok\",\"blobs\":%d,\"bytes\":%d}".formatted(totals.blobs(), totals.sizeBytes()));
        } catch (DatabaseException e) {
            return Answer.refusal(503, "the index does not answer; the server's log says why");
        }
    }
}
