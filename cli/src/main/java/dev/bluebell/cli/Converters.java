package dev.bluebell.cli;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.Report;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.bluesky.Actor;
import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.cli.config.Durations;
import dev.bluebell.cli.config.Settings;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.relay.RelayAddress;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the parser reads arguments that are more than text. What these refuse ends with exit code 2. */
final class Converters {

    private Converters() {}

    static void register(CommandLine line) {
        line.registerConverter(BlobHash.class, of("a hash of 64 hex digits", BlobHash::parse));
        line.registerConverter(
                ServerAddress.class,
                of("the URL of a server like https://cdn.example, without a path", ServerAddress::parse));
        line.registerConverter(
                RelayAddress.class,
                of("the URL of a relay like wss://relay.example (ws:// only on this machine)", Converters::relay));
        line.registerConverter(
                BlobReference.class,
                of("a hash of 64 hex digits, a URL with one, or a blossom: URI", BlobReference::parse));
        line.registerConverter(
                Moment.class, of("Unix seconds, an ISO date or time, or a length of time like 7d", Moment::parse));
        line.registerConverter(Report.Type.class, of("one of " + reportTypes(), Converters::reportType));
        line.registerConverter(Path.class, of("the path of a file or folder", Converters::path));
        line.registerConverter(PublicKey.class, Converters::publicKey);
    }

    /** Those of the commands for Bluesky. */
    static void registerBluesky(CommandLine line) {
        line.registerConverter(Nsid.class, of("a name like app.bsky.feed.post", read(Nsid::parse)));
        line.registerConverter(Actor.class, of("a handle like alice.example, or a DID", read(Actor::parse)));
        line.registerConverter(
                AtUri.class, of("at://…, or the URL of a post like https://bsky.app/profile/…", read(AtUri::parse)));
        line.registerConverter(URI.class, of("a URL", read(URI::create)));
    }

    private static <T> Function<String, Optional<T>> read(Function<String, T> reader) {
        return text -> {
            try {
                return Optional.of(reader.apply(text));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        };
    }

    /** An empty one would be the working folder, which nobody has named. */
    private static Optional<Path> path(String text) {
        try {
            return Optional.of(text).filter(it -> !it.isBlank()).map(Path::of);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<RelayAddress> relay(String text) {
        return Settings.RELAYS.parse(text).filter(relays -> relays.size() == 1).map(List::getFirst);
    }

    private static List<String> reportTypes() {
        return Stream.of(Report.Type.values()).map(Report.Type::tag).toList();
    }

    private static Optional<Report.Type> reportType(String text) {
        return Stream.of(Report.Type.values())
                .filter(type -> type.tag().equals(text))
                .findFirst();
    }

    /** What is not a public key may be a secret one put in the wrong place, and is not repeated. */
    private static PublicKey publicKey(String text) {
        try {
            return PublicKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "that is no public key, which is npub1… or 64 hex digits: " + Explanation.oneLine(e));
        }
    }

    private static <T> ITypeConverter<T> of(String wanted, Function<String, Optional<T>> read) {
        return text -> read.apply(text)
                .orElseThrow(() -> new TypeConversionException("\"%s\" is not %s".formatted(text, wanted)));
    }

    /** A port to listen on. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) throws Exception {
            return of(Settings.PORT.wanted(), Settings.PORT::parse).convert(text);
        }
    }

    /** How long to wait for somebody. */
    static final class Patience implements ITypeConverter<Duration> {

        private static final Duration LONGEST = Duration.ofHours(1);

        @Override
        public Duration convert(String text) throws Exception {
            return of("a time like 500ms or 5s, and 1h at most", Patience::check)
                    .convert(text);
        }

        private static Optional<Duration> check(String text) {
            return Durations.parse(text).filter(it -> it.isPositive() && it.compareTo(LONGEST) <= 0);
        }
    }

    /** A media type, which is to stand in a header. */
    static final class MediaType implements ITypeConverter<String> {
        @Override
        public String convert(String text) throws Exception {
            return of("a media type like image/png", MediaType::check).convert(text);
        }

        private static Optional<String> check(String text) {
            return Optional.of(text).filter(it -> it.matches("[!-~]+/[!-~][ -~]*"));
        }
    }

    /** What the author of a post may say of it; apps know no others. */
    static final class SelfLabel implements ITypeConverter<String> {

        private static final List<String> KNOWN =
                List.of("porn", "sexual", "nudity", "graphic-media", "bot", "!no-unauthenticated");

        @Override
        public String convert(String text) throws Exception {
            return of("one of " + KNOWN, it -> Optional.of(it).filter(KNOWN::contains))
                    .convert(text);
        }
    }

    /** How many, at least one. */
    static final class Count implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) throws Exception {
            return of("a whole number of 1 or more", Count::check).convert(text);
        }

        private static Optional<Long> check(String text) {
            return Optional.of(text)
                    .filter(it -> it.matches("[0-9]{1,18}"))
                    .map(Long::valueOf)
                    .filter(it -> it > 0);
        }
    }
}
