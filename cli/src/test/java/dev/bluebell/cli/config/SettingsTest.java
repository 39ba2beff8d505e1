package dev.bluebell.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void areTheOnesInTheReadMe() throws IOException {
        assertThat(Files.readString(Path.of("../README.md"))).contains(Settings.markdown());
    }

    @Test
    void haveAVariableEach() {
        assertThat(Settings.PUBLIC_URL.variable()).isEqualTo("BLUEBELL_SERVER_PUBLIC_URL");
        assertThat(Settings.ALL).map(Setting::variable).doesNotHaveDuplicates();
    }
}
