package dev.bluebell.bluesky.jetstream;

/** Takes events one by one. */
@FunctionalInterface
public interface EventHandler {

    /** Does with an event what is to be done. When this returns, the event counts as processed. */
    void handle(JetstreamEvent event);
}
