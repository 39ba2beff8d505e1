package dev.bluebell.blossom;

import java.util.List;
import java.util.Map;

/** A value of CBOR (RFC 8949), as far as requests for payment need to be understood. */
sealed interface Cbor {

    /** The one that says nothing. */
    Cbor NOTHING = new Nothing();

    record Int(long value) implements Cbor {}

    record Text(String value) implements Cbor {}

    record Flag(boolean value) implements Cbor {}

    record Items(List<Cbor> items) implements Cbor {
        public Items {
            items = List.copyOf(items);
        }
    }

    record Fields(Map<String, Cbor> fields) implements Cbor {
        public Fields {
            fields = Map.copyOf(fields);
        }
    }

    /** Null or undefined. */
    record Nothing() implements Cbor {}

    /** Bytes, a fraction, or a value of a kind that is passed over. */
    record Other() implements Cbor {}
}
