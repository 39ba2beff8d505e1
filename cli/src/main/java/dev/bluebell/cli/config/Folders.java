package dev.bluebell.cli.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where a person's own files belong, by the XDG rules.
 *
 * @param configuration holds {@code bluebell.toml} and {@code key}; may not exist yet
 * @param data holds what the server and the command remember; may not exist yet
 * @param cache holds what can be fetched again; may not exist yet
 */
public record Folders(Path configuration, Path data, Path cache) {

    private static final String OURS = "bluebell";

    /** The folders of whoever has this environment. */
    public static Folders of(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return new Folders(
                folder(environment, "XDG_CONFIG_HOME", Path.of(home, ".config")),
                folder(environment, "XDG_DATA_HOME", Path.of(home, ".local", "share")),
                folder(environment, "XDG_CACHE_HOME", Path.of(home, ".cache")));
    }

    private static Path folder(Map<String, String> environment, String variable, Path otherwise) {
        Path base = Path.of(environment.getOrDefault(variable, ""));
        // A relative path is to be ignored, says XDG; an empty one is relative.
        return (base.isAbsolute() ? base : otherwise).resolve(OURS);
    }
}
