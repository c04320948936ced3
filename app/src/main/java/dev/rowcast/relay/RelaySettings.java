package dev.rowcast.relay;

import dev.rowcast.change.TableId;
import java.time.Duration;
import java.util.List;

/**
 * How the relay works.
 *
 * @param tables to follow whether they exist or not; the source may tell of others
 * @param maxInFlight how many messages may wait for their acknowledgement; 1 to 60,000
 * @param connectTimeout how long database and broker may be unreachable at the start; zero is for ever
 * @param fingerprint of the settings that decide which topics exist; another one has the state published anew
 * @param version of the product, for people
 * @param packets how large messages may be
 * @param extras what is told beside rows and status
 */
public record RelaySettings(
        List<TableId> tables,
        int maxInFlight,
        Duration connectTimeout,
        String fingerprint,
        String version,
        PacketRules packets,
        Extras extras) {
    private static final int MOST_IN_FLIGHT = 60_000;

    /** Nothing is told beside rows and status. */
    public RelaySettings(
            List<TableId> tables,
            int maxInFlight,
            Duration connectTimeout,
            String fingerprint,
            String version,
            PacketRules packets) {
        this(tables, maxInFlight, connectTimeout, fingerprint, version, packets, Extras.NONE);
    }

    /** The same with another fingerprint. */
    RelaySettings withFingerprint(String other) {
        return new RelaySettings(tables, maxInFlight, connectTimeout, other, version, packets, extras);
    }

    public RelaySettings {
        tables = List.copyOf(tables);
        if (maxInFlight < 1 || maxInFlight > MOST_IN_FLIGHT) {
            throw new IllegalArgumentException("maxInFlight is not in 1 to " + MOST_IN_FLIGHT + ": " + maxInFlight);
        }
        if (connectTimeout.isNegative()) {
            throw new IllegalArgumentException("connectTimeout is negative: " + connectTimeout);
        }
    }
}
