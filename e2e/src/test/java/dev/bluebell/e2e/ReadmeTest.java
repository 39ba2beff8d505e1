package dev.bluebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void showsJavaThatCompiles() throws IOException {
        Matcher block = JAVA_BLOCK.matcher(readme());
        String compiled = Files.readString(Path.of("src/test/java/dev/bluebell/e2e/ReadmeExample.java"))
                .replaceAll("(?m)^ +", "");

        assertThat(block.find()).isTrue();
        assertThat(compiled).contains(block.group(1).replaceAll("(?m)^ +", ""));
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }
}
