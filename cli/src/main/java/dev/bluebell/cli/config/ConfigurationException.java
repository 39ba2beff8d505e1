package dev.bluebell.cli.config;

/** A setting cannot be used. The message says where it stands, what is wrong and what would be right. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConfigurationException(String message) {
        super(message);
    }
}
