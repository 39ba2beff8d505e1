package dev.bluebell.bluesky.store;

import dev.bluebell.database.Database;
import dev.bluebell.database.DatabaseLimits;
import dev.bluebell.database.PostgresDatabase;
import dev.bluebell.database.Schema;
import dev.bluebell.database.SqliteDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Where a database is. */
sealed interface Address {

    /** A file of this machine. */
    record SqliteFile(Path file) implements Address {
        Database open(Schema schema) {
            if (Files.isDirectory(file)) {
                throw new BlueskyStoreException.BadAddress(file + " is a folder; a database is a file", null);
            }
            try {
                createPrivately(file.toAbsolutePath());
            } catch (IOException e) {
                // What cannot be made now cannot be opened either, which says better why.
            }
            return SqliteDatabase.open(file, schema);
        }

        /** With its tokens it is as good as a password. */
        private static void createPrivately(Path file) throws IOException {
            if (Files.exists(file)
                    || !file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                return;
            }
            Files.createDirectories(file.getParent());
            Path unused = Files.createFile(
                    file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    /** A server. */
    record Postgres(DataSource source) implements Address {
        Database open(Schema schema) {
            return PostgresDatabase.open(source, DatabaseLimits.defaults(), schema);
        }
    }

    /** What the environment names; empty if nothing. */
    static Optional<Address> of(Map<String, String> environment) {
        boolean postgres = List.of("PGHOST", "PGUSER", "PGPASSWORD", "PGDATABASE").stream()
                .noneMatch(name -> environment.getOrDefault(name, "").isEmpty());
        if (postgres) {
            return Optional.of(new Postgres(PostgresDatabase.source(
                    environment.getOrDefault("PGHOST", ""),
                    port(environment.getOrDefault("PGPORT", "")),
                    environment.getOrDefault("PGDATABASE", ""),
                    environment.getOrDefault("PGUSER", ""),
                    environment.getOrDefault("PGPASSWORD", ""))));
        }
        String file = environment.getOrDefault("BSKY_SQLITE_FILENAME", "");
        return file.isEmpty() || file.equals(":memory:")
                ? Optional.empty()
                : Optional.of(new SqliteFile(Path.of(file)));
    }

    private static int port(String text) {
        try {
            return text.isEmpty() ? 5432 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new BlueskyStoreException.BadAddress("PGPORT is a number, not " + text, null);
        }
    }

    /** Reads an address; what has no known beginning is the name of a file. */
    static Address of(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return new Postgres(PostgresDatabase.source(url));
        }
        if (url.startsWith("postgresql://") || url.startsWith("postgres://")) {
            return postgres(uri(url));
        }
        String file = url.startsWith("jdbc:sqlite:") ? url.substring("jdbc:sqlite:".length()) : url;
        if (file.isBlank() || file.contains("://") || file.contains("?") || file.matches("(:|jdbc:|file:).*")) {
            // Not shown: there may be a password in it.
            throw new BlueskyStoreException.BadAddress(
                    "a database is postgresql://USER:PASSWORD@HOST/DATABASE, jdbc:postgresql:…, or the name of a SQLite file",
                    null);
        }
        return new SqliteFile(Path.of(file));
    }

    private static URI uri(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            // Not as its cause: it shows the password.
            throw new BlueskyStoreException.BadAddress(
                    "a PostgreSQL database is postgresql://USER:PASSWORD@HOST/DATABASE, with the characters that mean something there percent-encoded",
                    null);
        }
    }

    /** What stands behind the question mark is for the driver, {@code sslmode} for one. */
    private static Address postgres(URI url) {
        String[] user = Optional.ofNullable(url.getRawUserInfo()).orElse("").split(":", 2);
        if (url.getHost() == null || url.getPath().length() < 2) {
            throw new BlueskyStoreException.BadAddress(
                    "a PostgreSQL database is postgresql://USER:PASSWORD@HOST/DATABASE", null);
        }
        String query =
                Optional.ofNullable(url.getRawQuery()).map(rest -> '?' + rest).orElse("");
        return new Postgres(PostgresDatabase.source(
                "jdbc:postgresql://" + url.getRawAuthority().replaceFirst("^.*@", "") + url.getRawPath() + query,
                decoded(user[0]),
                user.length > 1 ? decoded(user[1]) : ""));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Where connections lead. Files are opened anew, as SQLite wants settings that only the opener can make. */
    static Address of(DataSource source) {
        try (Connection connection = source.getConnection()) {
            String url = connection.getMetaData().getURL();
            return url.startsWith("jdbc:sqlite:") ? of(url) : new Postgres(source);
        } catch (SQLException e) {
            throw new BlueskyStoreException.BadAddress("the connections given lead nowhere: " + e.getMessage(), e);
        }
    }
}
