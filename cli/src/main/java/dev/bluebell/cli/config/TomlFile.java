package dev.bluebell.cli.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads {@code bluebell.toml}, and says with file and line what is wrong in it. */
final class TomlFile {

    private final Path file;
    private final TomlParseResult toml;

    private TomlFile(Path file) throws IOException {
        this.file = file;
        this.toml = Toml.parse(file);
    }

    /**
     * The values of a file.
     *
     * @param demanded whether it is a fault if there is no such file
     * @throws ConfigurationException if it cannot be read, is no TOML, has a key that nobody knows, or a value of a form
     *     that its key does not have
     */
    static Map<Setting<?>, Object> read(Path file, boolean demanded) {
        if (!demanded && Files.notExists(file)) {
            return Map.of();
        }
        if (Files.isDirectory(file)) {
            throw new ConfigurationException("the configuration %s is a folder; it has to be a file".formatted(file));
        }
        try {
            return new TomlFile(file).values();
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("there is no configuration %s".formatted(file));
        } catch (CharacterCodingException e) {
            throw new ConfigurationException("the configuration %s is no text in UTF-8".formatted(file));
        } catch (IOException e) {
            throw new ConfigurationException("the configuration %s cannot be read; may you read it?".formatted(file));
        }
    }

    private Map<Setting<?>, Object> values() {
        if (toml.hasErrors()) {
            TomlParseError first = toml.errors().getFirst();
            throw fault(first.position(), Objects.requireNonNullElse(first.getMessage(), "this is no TOML"));
        }
        Map<Setting<?>, Object> values = new HashMap<>();
        for (List<String> path : toml.keyPathSet(true)) {
            Object value = Objects.requireNonNull(toml.get(path));
            String key = String.join(".", path);
            Optional<Setting<?>> setting = settingOf(key);
            if (setting.isPresent()) {
                values.put(setting.get(), valueOf(setting.get(), path, value));
            } else if (!(value instanceof TomlTable && isTable(key))) {
                throw fault(positionOf(path), unknown(key));
            }
        }
        return values;
    }

    private Object valueOf(Setting<?> setting, List<String> path, Object value) {
        return setting.form()
                .ofToml(value)
                .orElseThrow(() -> fault(positionOf(path), "%s must be %s".formatted(setting.key(), setting.wanted())));
    }

    private static Optional<Setting<?>> settingOf(String key) {
        return Settings.ALL.stream()
                .filter(setting -> setting.key().equals(key))
                .<Setting<?>>map(setting -> setting)
                .findFirst();
    }

    private static boolean isTable(String key) {
        return Settings.ALL.stream().anyMatch(setting -> setting.key().startsWith(key + '.'));
    }

    private static String unknown(String key) {
        List<String> all = Settings.ALL.stream().map(Setting::key).toList();
        String table = key.substring(0, key.lastIndexOf('.') + 1);
        List<String> near = all.stream().filter(it -> it.startsWith(table)).toList();
        return "there is no setting %s; there are %s".formatted(key, String.join(", ", near.isEmpty() ? all : near));
    }

    private TomlPosition positionOf(List<String> path) {
        return Objects.requireNonNull(toml.inputPositionOf(path));
    }

    private ConfigurationException fault(TomlPosition position, String what) {
        return new ConfigurationException("%s:%d: %s".formatted(file, position.line(), what));
    }
}
