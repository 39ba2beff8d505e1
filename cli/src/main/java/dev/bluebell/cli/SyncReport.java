package dev.bluebell.cli;

import dev.bluebell.blossom.servers.Copies;
import dev.bluebell.blossom.servers.MissingBlob;
import dev.bluebell.blossom.servers.Outcome;
import dev.bluebell.blossom.servers.SyncListener;

/** Tells how a sync goes on: each failure at once, and the whole as a bar. */
record SyncReport(Shell shell, boolean json, Progress progress) implements SyncListener {

    @Override
    public void ends(MissingBlob blob, Copies copies) {
        copies.outcomes().forEach(outcome -> {
            progress.add(blob.descriptor().sizeBytes());
            outcome.failure().ifPresent(why -> progress.above(() -> failed(blob, outcome, why)));
        });
    }

    private void failed(MissingBlob blob, Outcome<?> outcome, RuntimeException why) {
        String hash = blob.descriptor().hash().hex();
        if (json) {
            shell.print(Json.object()
                    .put("server", outcome.server().toString())
                    .put("error", Explanation.of(why))
                    .put("sha256", hash));
        } else {
            shell.say("%s: %s".formatted(hash, Explanation.of(why)));
        }
    }
}
