package dev.bluebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final List<String> EXAMPLES = List.of("ReadmeExample", "PostExample", "FromPythonExample");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (dev\\.bluebell[a-z.]*)\\.[A-Z]");

    @Test
    void showsJavaThatCompiles() throws IOException {
        String compiled = "";
        for (String example : EXAMPLES) {
            compiled += withoutBlanks(java(example));
        }
        List<MatchResult> blocks = JAVA_BLOCK.matcher(readme()).results().toList();

        assertThat(blocks).hasSameSizeAs(EXAMPLES);
        for (MatchResult block : blocks) {
            assertThat(compiled).contains(withoutBlanks(block.group(1)));
        }
    }

    @Test
    void namesThePackagesThatItsJavaComesFrom() throws IOException {
        for (String example : EXAMPLES) {
            for (MatchResult imported : IMPORT.matcher(java(example)).results().toList()) {
                assertThat(readme()).contains("`" + imported.group(1) + "`");
            }
        }
    }

    private static String withoutBlanks(String java) {
        return java.replaceAll("\\s+", "");
    }

    private static String java(String example) throws IOException {
        return Files.readString(Path.of("src/test/java/dev/bluebell/e2e", example + ".java"));
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }
}
