package dev.bluebell.server.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Room for so many requests at once, of which one client gets a share: what it cannot take, the others still have. A
 * client is an IPv4 address, or the 64 bits of an IPv6 address that a household is given. Loopback has no share, since all
 * the clients of a proxy come from there. Thread-safe.
 */
final class Capacity {

    private static final int IPV6_CLIENT_BYTES = 8;

    private final int all;
    private final int share;
    private final Semaphore free;

    /** Who has how many; who has none is not in it. */
    private final Map<ByteBuffer, Integer> taken = new ConcurrentHashMap<>();

    Capacity(int all, int share) {
        this.all = all;
        this.share = share;
        this.free = new Semaphore(all);
    }

    /** What became of the wish for a place. */
    enum Outcome {
        /** It is there, and must be given back. */
        TAKEN,
        /** This client has its share. */
        SHARE_USED_UP,
        /** All are taken. */
        NONE_FREE
    }

    Outcome take(SocketAddress client) {
        Optional<ByteBuffer> counted = counted(client);
        if (counted.isPresent() && taken.merge(counted.get(), 1, Integer::sum) > share) {
            leave(counted.get());
            return Outcome.SHARE_USED_UP;
        }
        if (!free.tryAcquire()) {
            counted.ifPresent(this::leave);
            return Outcome.NONE_FREE;
        }
        return Outcome.TAKEN;
    }

    void giveBack(SocketAddress client) {
        free.release();
        counted(client).ifPresent(this::leave);
    }

    private void leave(ByteBuffer client) {
        taken.computeIfPresent(client, (same, places) -> places == 1 ? null : places - 1);
    }

    private static Optional<ByteBuffer> counted(SocketAddress client) {
        if (!(client instanceof InetSocketAddress inet) || inet.getAddress().isLoopbackAddress()) {
            return Optional.empty();
        }
        InetAddress address = inet.getAddress();
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return Optional.of(address instanceof Inet6Address ? bytes.limit(IPV6_CLIENT_BYTES) : bytes);
    }

    /** Waits until all are given back, and lets nobody have one any more. Returns whether that came true in time. */
    boolean drain(Duration patience) throws InterruptedException {
        return free.tryAcquire(all, patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
