package dev.bluebell.server.mirror;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses belong to the public internet: all but the special-purpose blocks of the IANA registries (RFC 6890 and
 * those that update it).
 */
final class AddressRules {

    /** Networks that a home server may want to reach, and only if its operator says so. */
    private static final List<Block> LOCAL = Block.all(
            "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7");

    /** Networks that nobody mirrors from, with whatever setting. */
    private static final List<Block> NEVER = Block.all(
            "0.0.0.0/8", // this network
            "169.254.0.0/16", // link-local, cloud metadata
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.31.196.0/24", // AS112
            "192.52.193.0/24", // AMT
            "192.88.99.0/24", // 6to4 relays
            "192.175.48.0/24", // AS112
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, broadcast
            "::/96", // unspecified, IPv4-compatible; ::1 is looked at before
            "::ffff:0:0/96", // IPv4-mapped, should one get past the unwrapping
            "64:ff9b::/96", // NAT64
            "64:ff9b:1::/48", // local NAT64
            "100::/64", // discard
            "2001::/23", // Teredo, ORCHID and other assignments
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4
            "2620:4f:8000::/48", // AS112
            "3fff::/20", // documentation
            "5f00::/16", // segment routing
            "fe80::/10", // link-local
            "fec0::/10", // site-local, deprecated
            "ff00::/8"); // multicast

    /** Of IPv6 only this is handed out for the public internet. */
    private static final Block GLOBAL_UNICAST = Block.of("2000::/3");

    private final boolean privateAllowed;

    AddressRules(boolean privateAllowed) {
        this.privateAllowed = privateAllowed;
    }

    boolean allow(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (LOCAL.stream().anyMatch(block -> block.contains(bytes))) {
            return privateAllowed;
        }
        if (NEVER.stream().anyMatch(block -> block.contains(bytes))) {
            return false;
        }
        return address instanceof Inet4Address || GLOBAL_UNICAST.contains(bytes);
    }
}
