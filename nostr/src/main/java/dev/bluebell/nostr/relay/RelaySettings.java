package dev.bluebell.nostr.relay;

import dev.bluebell.nostr.Signer;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the connections of one pool share.
 *
 * @param signer in whose name to answer relays that want to know who asks
 * @param timeout how long to try to connect
 * @param silence after how long without a word a relay is asked for a sign of life, and for how long that may take
 */
record RelaySettings(
        HttpClient http,
        Optional<Signer> signer,
        InstantSource clock,
        RelayLimits limits,
        Duration timeout,
        Duration silence) {}
