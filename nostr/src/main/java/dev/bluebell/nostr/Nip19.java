package dev.bluebell.nostr;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What people copy and paste instead of hex: keys, and pointers to profiles and events with hints where to find them
 * (NIP-19). Relays are kept as they are written; whether they are addresses is for whoever connects to them.
 */
public sealed interface Nip19 {

    /** A public key. */
    record Npub(PublicKey key) implements Nip19 {

        @Override
        public String encode() {
            return key.npub();
        }
    }

    /** A secret key; only {@link #encode()} shows it. */
    record Nsec(SecretKey key) implements Nip19 {

        @Override
        public String encode() {
            return key.nsec();
        }
    }

    /**
     * The id of an event.
     *
     * @param id 64 lower-case hex digits
     */
    record Note(String id) implements Nip19 {

        /** @throws IllegalArgumentException if the id has not its shape */
        public Note {
            Hex.requireId(id);
        }

        @Override
        public String encode() {
            return new Bech32("note", Hex.decode(id)).encode();
        }
    }

    /**
     * A profile.
     *
     * @param relays where it is likely to be found, each at most 255 bytes
     */
    record Nprofile(PublicKey key, List<String> relays) implements Nip19 {

        /** @throws IllegalArgumentException if a relay is too long */
        public Nprofile {
            relays = Tlv.requireShort("relay", relays);
        }

        @Override
        public String encode() {
            return new Tlv.Writer()
                    .bytes(Tlv.SPECIAL, key.bytes())
                    .texts(Tlv.RELAY, relays)
                    .encode("nprofile");
        }
    }

    /**
     * An event.
     *
     * @param id 64 lower-case hex digits
     * @param relays where it is likely to be found, each at most 255 bytes
     * @param author its author, where it is told
     * @param kind its kind, where it is told
     */
    record Nevent(String id, List<String> relays, Optional<PublicKey> author, OptionalInt kind) implements Nip19 {

        /** @throws IllegalArgumentException if the id or the kind has not its shape, or a relay is too long */
        public Nevent {
            Hex.requireId(id);
            relays = Tlv.requireShort("relay", relays);
            kind.ifPresent(EventDraft::requireKind);
        }

        @Override
        public String encode() {
            Tlv.Writer writer =
                    new Tlv.Writer().bytes(Tlv.SPECIAL, Hex.decode(id)).texts(Tlv.RELAY, relays);
            author.ifPresent(key -> writer.bytes(Tlv.AUTHOR, key.bytes()));
            kind.ifPresent(number -> writer.number(Tlv.KIND, number));
            return writer.encode("nevent");
        }
    }

    /**
     * The newest of the events that replace each other under one name.
     *
     * @param identifier the {@code d} tag, at most 255 bytes; empty for kinds that have none
     * @param relays where it is likely to be found, each at most 255 bytes
     */
    record Naddr(String identifier, PublicKey author, int kind, List<String> relays) implements Nip19 {

        /** @throws IllegalArgumentException if the kind has not its shape, or a text is too long */
        public Naddr {
            Tlv.requireShort("identifier", List.of(identifier));
            EventDraft.requireKind(kind);
            relays = Tlv.requireShort("relay", relays);
        }

        @Override
        public String encode() {
            return new Tlv.Writer()
                    .texts(Tlv.SPECIAL, List.of(identifier))
                    .texts(Tlv.RELAY, relays)
                    .bytes(Tlv.AUTHOR, author.bytes())
                    .number(Tlv.KIND, kind)
                    .encode("naddr");
        }
    }

    /**
     * The text to copy and paste.
     *
     * @throws IllegalArgumentException if it would be longer than 5000 characters, by too many relays
     */
    String encode();

    /**
     * Reads any of them. Parts that NIP-19 does not know are passed over.
     *
     * @param text at most 5000 characters, without blanks around it
     * @throws IllegalArgumentException if it is something else, or damaged; the message says which and does not repeat
     *     the text, which may be a secret
     */
    static Nip19 parse(String text) {
        Bech32 parsed = Bech32.decode(text);
        return switch (parsed.prefix()) {
            case "npub" -> new Npub(PublicKey.of(parsed.data()));
            case "nsec" -> new Nsec(SecretKey.of(parsed.data()));
            case "note" -> new Note(Hex.encode(parsed.data()));
            case "nprofile" -> nprofile(Tlv.read(parsed.data()));
            case "nevent" -> nevent(Tlv.read(parsed.data()));
            case "naddr" -> naddr(Tlv.read(parsed.data()));
            default -> throw new IllegalArgumentException("the prefix is none of NIP-19's");
        };
    }

    private static Nprofile nprofile(Tlv parts) {
        return new Nprofile(PublicKey.of(parts.required(Tlv.SPECIAL)), parts.texts(Tlv.RELAY));
    }

    private static Nevent nevent(Tlv parts) {
        return new Nevent(
                Hex.encode(parts.required(Tlv.SPECIAL)),
                parts.texts(Tlv.RELAY),
                parts.first(Tlv.AUTHOR).map(PublicKey::of),
                parts.number(Tlv.KIND));
    }

    private static Naddr naddr(Tlv parts) {
        return new Naddr(
                Tlv.text(parts.required(Tlv.SPECIAL)),
                PublicKey.of(parts.required(Tlv.AUTHOR)),
                parts.number(Tlv.KIND).orElseThrow(() -> Tlv.missing(Tlv.KIND)),
                parts.texts(Tlv.RELAY));
    }
}
