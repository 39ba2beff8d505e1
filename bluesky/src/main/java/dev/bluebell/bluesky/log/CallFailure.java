package dev.bluebell.bluesky.log;

/**
 * Why a call failed, without secrets.
 *
 * @param className the simple name of the exception
 * @param text its message
 * @param response what the server answered, at most {@link Redaction#MOST_CHARACTERS} long; empty if nothing
 */
public record CallFailure(String className, String text, String response) {}
