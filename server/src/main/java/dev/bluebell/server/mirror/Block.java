package dev.bluebell.server.mirror;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** A block of addresses: all whose first {@code bits} bits are those of {@code prefix}. */
final class Block {

    private final byte[] prefix;
    private final int bits;

    private Block(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /** Reads {@code address/bits}, as in {@code 10.0.0.0/8}. */
    static Block of(String cidr) {
        int slash = cidr.indexOf('/');
        return new Block(literal(cidr.substring(0, slash)), Integer.parseInt(cidr.substring(slash + 1)));
    }

    static List<Block> all(String... cidrs) {
        return Arrays.stream(cidrs).map(Block::of).toList();
    }

    /** The JDK turns IPv4-mapped literals into IPv4 addresses; a block of those must keep its 16 bytes. */
    private static byte[] literal(String address) {
        if (address.equals("::ffff:0:0")) {
            byte[] mapped = new byte[16];
            mapped[10] = (byte) 0xff;
            mapped[11] = (byte) 0xff;
            return mapped;
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address + " is no address", e);
        }
    }

    boolean contains(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        int whole = bits / 8;
        int rest = bits % 8;
        return Arrays.equals(address, 0, whole, prefix, 0, whole)
                && (rest == 0 || ((address[whole] ^ prefix[whole]) & 0xff) >> (8 - rest) == 0);
    }
}
