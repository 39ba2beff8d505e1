package dev.bluebell.blossom.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/from-python-blossom.md says is tested where it says. */
class ParityTableTest {

    private static final Path TABLE = Path.of("..", "docs", "from-python-blossom.md");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)` \\|$");
    private static final List<String> PACKAGES =
            List.of("dev.bluebell.blossom.", "dev.bluebell.blossom.client.", "dev.bluebell.blossom.servers.");

    static Stream<String> rows() throws IOException {
        return Files.readAllLines(TABLE).stream().filter(line -> line.startsWith("| `")).toList().stream();
    }

    @Test
    void hasARowForEveryFunctionAndError() throws IOException {
        assertThat(rows()).hasSizeGreaterThanOrEqualTo(27 + 26);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void namesATestInEveryRow(String row) {
        Matcher test = TEST.matcher(row);

        assertThat(test.find()).as("a test at the end of: %s", row).isTrue();
        assertThat(methods(test.group(1)).map(Method::getName)).contains(test.group(2));
    }

    private static Stream<Method> methods(String simpleName) {
        return PACKAGES.stream()
                .flatMap(prefix -> find(prefix + simpleName).stream())
                .flatMap(one -> Stream.of(one.getDeclaredMethods()));
    }

    private static Optional<Class<?>> find(String name) {
        try {
            return Optional.of(Class.forName(name));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }
}
