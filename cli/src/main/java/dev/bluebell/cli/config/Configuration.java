package dev.bluebell.cli.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person or a machine has set: the values of {@code bluebell.toml}, overridden by the environment. Immutable. */
public final class Configuration {

    private static final String FILE_VARIABLE = "BLUEBELL_CONFIG";
    private static final String FILE_NAME = "bluebell.toml";

    private final Map<Setting<?>, Object> values;

    private Configuration(Map<Setting<?>, Object> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Reads file and environment. The file is {@code named}, or else the one that {@code BLUEBELL_CONFIG} names, or else
     * {@code bluebell.toml} in the configuration folder if there is one.
     *
     * @throws ConfigurationException if a named file is not there, a key is unknown or a value cannot be used
     */
    public static Configuration load(Optional<Path> named, Map<String, String> environment) {
        Map<Setting<?>, Object> values = new HashMap<>();
        Optional<Path> demanded =
                named.or(() -> variable(environment, FILE_VARIABLE).map(Path::of));
        Path usual = Folders.of(environment).configuration().resolve(FILE_NAME);
        values.putAll(TomlFile.read(demanded.orElse(usual), demanded.isPresent()));
        Settings.ALL.forEach(setting -> variable(environment, setting.variable())
                .ifPresent(text -> values.put(setting, valueOf(setting, text))));
        return new Configuration(values);
    }

    /** A variable that is set to nothing is not set. */
    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }

    private static Object valueOf(Setting<?> setting, String text) {
        return setting.parse(text)
                .orElseThrow(() -> new ConfigurationException(
                        "%s must be %s, not \"%s\"".formatted(setting.variable(), setting.wanted(), text)));
    }

    /** What is set, or empty where the default holds. */
    @SuppressWarnings("unchecked") // each value was read by the form of its own setting
    public <T> Optional<T> find(Setting<T> setting) {
        @Nullable Object value = values.get(setting);
        return Optional.ofNullable((T) value);
    }
}
