package dev.bluebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the map of the code, {@code docs/architecture.md}, to the code. */
class MapTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+/)*[A-Z]\\w+)(?:\\.\\w+)?`");
    private static final Pattern MODULE = Pattern.compile("<module>(\\w+)</module>");

    @Test
    void namesOnlyClassesThatAreThere() throws IOException {
        String map = map();
        Set<String> sources = sources();

        Set<String> unknown = CLASS.matcher(map)
                .results()
                .map(name -> "/" + name.group(1) + ".java")
                .filter(name -> sources.stream().noneMatch(source -> source.endsWith(name)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unknown).isEmpty();
    }

    @Test
    void hasEveryModule() throws IOException {
        String map = map();

        assertThat(MODULE.matcher(Files.readString(ROOT.resolve("pom.xml"))).results())
                .isNotEmpty()
                .allSatisfy(module -> assertThat(map).contains("`" + module.group(1) + "`"));
    }

    private static String map() throws IOException {
        return Files.readString(ROOT.resolve("docs/architecture.md"));
    }

    private static Set<String> sources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(MapTest::files)
                    .map(Path::toString)
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
