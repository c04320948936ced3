package dev.rowcast.broker;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** Counts the connections of one broker and says whether one more may come. Any thread. */
final class Connections {
    /** Past the limit, for this machine alone, so that the publisher always finds room. */
    private static final int RESERVED = 16;

    private final ClientLimits.Connections limits;

    private final Map<InetAddress, Integer> byAddress = new HashMap<>();
    private int open;

    Connections(ClientLimits.Connections limits) {
        this.limits = limits;
    }

    /** How a connection was let in, if it was. */
    enum Admission {
        FREE,
        /** All others must go again. */
        ONLY_PUBLISHER,
        REFUSED
    }

    /**
     * Each one that is not refused is to be {@link #release}d.
     *
     * @param local whether it comes from this machine
     */
    synchronized Admission admit(InetAddress address, boolean local) {
        if (open >= limits.max() + (local ? RESERVED : 0)
                || (!local && byAddress.getOrDefault(address, 0) >= limits.maxPerAddress())) {
            return Admission.REFUSED;
        }
        open++;
        byAddress.merge(address, 1, Integer::sum);
        return open > limits.max() ? Admission.ONLY_PUBLISHER : Admission.FREE;
    }

    synchronized void release(InetAddress address) {
        open--;
        byAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }
}
