package dev.bluebell.cli.config;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.relay.RelayAddress;
import dev.bluebell.server.Listing;
import dev.bluebell.server.policy.Uploaders;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The forms that the settings have. */
final class Forms {

    static final Form<String> HOST = Form.string(
            "the name or address of this machine", text -> Optional.of(text).filter(it -> !it.isBlank()));

    static final Form<Integer> PORT = Form.integer(
            "a whole number from 0 to 65535", text -> number(text, 0, 65535).map(Math::toIntExact));

    static final Form<Integer> COUNT = Form.integer(
            "a whole number of 1 or more",
            text -> number(text, 1, Integer.MAX_VALUE).map(Math::toIntExact));

    static final Form<Path> FOLDER = Form.string("the path of a folder", Forms::path);

    static final Form<Boolean> SWITCH = new Form<>("true or false", Set.of(Boolean.class), text -> switch (text) {
        case "true" -> Optional.of(true);
        case "false" -> Optional.of(false);
        default -> Optional.empty();
    });

    static final Form<Long> SIZE = new Form<>(
            "a number of bytes, or a size like \"64KiB\" or \"2GiB\"", Set.of(String.class, Long.class), Forms::size);

    static final Form<Long> SIZE_OF_SOMETHING = new Form<>(
            "a number of bytes, 1 or more, or a size like \"64KiB\" or \"2GiB\"",
            Set.of(String.class, Long.class),
            text -> size(text).filter(bytes -> bytes > 0));

    static final Form<Long> SIZE_IN_MEMORY = new Form<>(
            "a number of bytes, or a size like \"64KiB\", of less than \"2GiB\"",
            Set.of(String.class, Long.class),
            text -> size(text).filter(bytes -> bytes <= Integer.MAX_VALUE));

    static final Form<Duration> DURATION =
            Form.string("a time with a unit, like \"500ms\", \"60s\", \"10min\", \"2h\" or \"7d\"", Durations::parse);

    static final Form<Duration> PATIENCE = Form.string(
            "a time with a unit, like \"500ms\", \"60s\", \"10min\", \"2h\" or \"7d\", but not none",
            text -> Durations.parse(text).filter(Duration::isPositive));

    static final Form<List<ServerAddress>> SERVERS = Form.oneOrMore(
            "the URL of a server like \"https://cdn.example\", without a path, or a list of them",
            texts -> all(texts, ServerAddress::parse));

    static final Form<List<RelayAddress>> RELAYS = Form.oneOrMore(
            "the URL of a relay like \"wss://relay.example\" (ws:// only on this machine), or a list of them",
            texts -> all(texts, Forms::relay));

    static final Form<Uploaders> UPLOADERS = Form.oneOrMore(
            "\"anyone\" or a list of public keys (npub1… or 64 hex digits)",
            texts -> texts.equals(List.of("anyone"))
                    ? Optional.of(new Uploaders.Anyone())
                    : all(texts, Forms::key).map(keys -> new Uploaders.Only(Set.copyOf(keys))));

    static final Form<Listing> LISTING = Form.string(
            "\"public\", \"token\" or \"off\"",
            text -> Stream.of(Listing.values())
                    .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst());

    private static final Pattern SIZE_SYNTAX = Pattern.compile("([0-9]{1,18}) ?([a-zA-Z]*)");

    private static final Map<String, Long> BYTES_BY_UNIT = Map.of(
            "", 1L,
            "B", 1L,
            "kB", 1_000L,
            "MB", 1_000_000L,
            "GB", 1_000_000_000L,
            "TB", 1_000_000_000_000L,
            "KiB", 1L << 10,
            "MiB", 1L << 20,
            "GiB", 1L << 30,
            "TiB", 1L << 40);

    private Forms() {}

    private static Optional<Long> number(String text, long least, long most) {
        return Optional.of(text)
                .filter(it -> it.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .filter(it -> least <= it && it <= most);
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> size(String text) {
        Matcher parts = SIZE_SYNTAX.matcher(text);
        if (!parts.matches() || !BYTES_BY_UNIT.containsKey(parts.group(2))) {
            return Optional.empty();
        }
        long number = Long.parseLong(parts.group(1));
        long unit = BYTES_BY_UNIT.get(parts.group(2));
        return number <= Long.MAX_VALUE / unit ? Optional.of(number * unit) : Optional.empty();
    }

    private static Optional<PublicKey> key(String text) {
        try {
            return Optional.of(PublicKey.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<RelayAddress> relay(String text) {
        try {
            return Optional.of(RelayAddress.parse(text)).filter(RelayAddress::isProtected);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** All of them read, or nothing if one cannot be. */
    private static <T> Optional<List<T>> all(List<String> texts, Function<String, Optional<T>> read) {
        List<T> values =
                texts.stream().flatMap(text -> read.apply(text).stream()).collect(Collectors.toList());
        return values.size() == texts.size() ? Optional.of(List.copyOf(values)) : Optional.empty();
    }
}
