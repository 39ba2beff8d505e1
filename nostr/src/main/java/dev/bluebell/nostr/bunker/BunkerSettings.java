package dev.bluebell.nostr.bunker;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * How to ask.
 *
 * @param timeout how long to wait for an answer
 * @param approvalTime how long to wait once a person has to visit a page
 * @param approvals is given that page
 */
record BunkerSettings(
        SecureRandom random, InstantSource clock, Duration timeout, Duration approvalTime, Consumer<URI> approvals) {}
