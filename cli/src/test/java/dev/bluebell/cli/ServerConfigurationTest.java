package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.cli.config.Configuration;
import dev.bluebell.cli.config.Setting;
import dev.bluebell.cli.config.Settings;
import dev.bluebell.server.ServerSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ServerConfigurationTest {

    private static final Path DATA = Path.of("/srv/data");

    @Test
    void documentsTheDefaultsThatTheServerHas() {
        Map<String, String> documented = Settings.ALL.stream()
                .filter(setting -> !setting.byDefault().startsWith("("))
                .collect(Collectors.toMap(Setting::variable, Setting::byDefault));

        assertThat(settings(documented)).isEqualTo(settings(Map.of()));
    }

    @Test
    void hasEverySettingReachTheServer() {
        ServerSettings defaults = settings(Map.of());
        Map<String, String> changed = Map.ofEntries(
                Map.entry("BLUEBELL_SERVER_HOST", "localhost"),
                Map.entry("BLUEBELL_SERVER_PORT", "1"),
                Map.entry("BLUEBELL_SERVER_PUBLIC_URL", "https://cdn.example"),
                Map.entry("BLUEBELL_SERVER_UPLOADS", "00".repeat(32)),
                Map.entry("BLUEBELL_SERVER_LIST", "off"),
                Map.entry("BLUEBELL_SERVER_RESUMABLE", "true"),
                Map.entry("BLUEBELL_SERVER_ALLOW_PRIVATE_ORIGINS", "true"),
                Map.entry("BLUEBELL_MEDIA_OFFERED", "false"),
                Map.entry("BLUEBELL_MEDIA_DESCRIBE_UPLOADS", "true"),
                Map.entry("BLUEBELL_MEDIA_MAX_SIDE", "1"),
                Map.entry("BLUEBELL_MEDIA_MAX_PICTURE_SIZE", "1"),
                Map.entry("BLUEBELL_MEDIA_MAX_PIXELS", "1"),
                Map.entry("BLUEBELL_MEDIA_AT_ONCE", "1000"),
                Map.entry("BLUEBELL_MEDIA_WAITING", "1"),
                Map.entry("BLUEBELL_MEDIA_VIDEO_TIMEOUT", "1s"),
                Map.entry("BLUEBELL_LIMITS_CONNECTIONS", "1"),
                Map.entry("BLUEBELL_LIMITS_PARTIAL_UPLOADS", "1"),
                Map.entry("BLUEBELL_LIMITS_PARTIAL_UPLOAD_TIMEOUT", "1s"),
                Map.entry("BLUEBELL_LIMITS_MAX_BLOB_SIZE", "1"),
                Map.entry("BLUEBELL_LIMITS_REQUESTS_AT_ONCE", "1"),
                Map.entry("BLUEBELL_LIMITS_MIN_UPLOAD_RATE", "1"),
                Map.entry("BLUEBELL_LIMITS_REQUESTS_PER_ADDRESS", "1"),
                Map.entry("BLUEBELL_LIMITS_HEADER_TIMEOUT", "1s"),
                Map.entry("BLUEBELL_LIMITS_REPORTS", "1"),
                Map.entry("BLUEBELL_LIMITS_PATIENCE", "1s"),
                Map.entry("BLUEBELL_LIMITS_IDLE_TIMEOUT", "1s"),
                Map.entry("BLUEBELL_LIMITS_DRAIN_TIMEOUT", "1s"),
                Map.entry("BLUEBELL_LIMITS_MIRROR_TIMEOUT", "1s"),
                Map.entry("BLUEBELL_LIMITS_CLOCK_SKEW", "1s"),
                Map.entry("BLUEBELL_LIMITS_CACHE_SIZE", "1"),
                Map.entry("BLUEBELL_LIMITS_CACHED_BLOB_SIZE", "1"),
                Map.entry("BLUEBELL_LIMITS_CACHED_ROWS", "1"));

        assertThat(changed)
                .allSatisfy((variable, value) ->
                        assertThat(settings(Map.of(variable, value))).isNotEqualTo(defaults));
        assertThat(changed.size())
                .as(
                        "settings apart from the data folder, the servers and relays of clients and the four of the local cache")
                .isEqualTo(Settings.ALL.size() - 7);
    }

    private static ServerSettings settings(Map<String, String> environment) {
        return ServerConfiguration.builder(Configuration.load(Optional.empty(), environment), DATA, Optional.empty())
                .build();
    }
}
