package dev.bluebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (dev\\.bluebell[a-z.]*)\\.[A-Z]");

    @Test
    void showsJavaThatCompiles() throws IOException {
        Matcher block = JAVA_BLOCK.matcher(readme());
        String compiled = Files.readString(Path.of("src/test/java/dev/bluebell/e2e/ReadmeExample.java"))
                .replaceAll("(?m)^ +", "");

        assertThat(block.find()).isTrue();
        assertThat(compiled).contains(block.group(1).replaceAll("(?m)^ +", ""));
    }

    @Test
    void namesThePackagesThatItsJavaComesFrom() throws IOException {
        for (String example : List.of("ReadmeExample", "FromPythonExample")) {
            String java = Files.readString(Path.of("src/test/java/dev/bluebell/e2e", example + ".java"));
            for (MatchResult imported : IMPORT.matcher(java).results().toList()) {
                assertThat(readme()).contains("`" + imported.group(1) + "`");
            }
        }
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }
}
