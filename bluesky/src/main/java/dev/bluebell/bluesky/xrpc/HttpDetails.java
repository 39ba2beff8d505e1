package dev.bluebell.bluesky.xrpc;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;

/**
 * The HTTP side of an answer.
 *
 * @param status the HTTP status, 200 to 299
 * @param headers all headers
 * @param elapsed from the request to the last byte
 * @param url what was asked, without the values of secret parameters
 * @param rateLimit how often the server may still be asked
 */
public record HttpDetails(int status, HttpHeaders headers, Duration elapsed, URI url, RateLimit rateLimit) {}
