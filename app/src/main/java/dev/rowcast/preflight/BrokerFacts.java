package dev.rowcast.preflight;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a broker tells of itself, and lets us do.
 *
 * @param address for people: scheme, host and port
 * @param version of MQTT that is spoken with it: {@code 5} or {@code 3.1.1}
 */
public record BrokerFacts(String address, String version, Abilities abilities, Permission permission) {
    public BrokerFacts {
        requireNonNull(address, "address is null");
        requireNonNull(version, "version is null");
        requireNonNull(abilities, "abilities is null");
        requireNonNull(permission, "permission is null");
    }

    /**
     * What an MQTT 5 broker tells when it accepts a connection (MQTT 5, 3.2.2.3).
     *
     * @param maximumQos 0 to 2
     * @param receiveMaximum how many messages it takes ahead of its acknowledgement, 1 to 65535
     * @param maximumPacketBytes the largest packet it takes
     */
    public record Abilities(
            boolean retain, int maximumQos, boolean wildcards, int receiveMaximum, int maximumPacketBytes) {
        /** The protocol's own limits: a broker that tells nothing has no others, or keeps them for itself. */
        public static final Abilities UNTOLD = new Abilities(true, 2, true, 65_535, 268_435_460);
    }

    /**
     * What came of publishing to topics that nobody subscribes to.
     *
     * @param user as whom; null for an anonymous client
     * @param tried the topics
     * @param refused those of them on which the broker does not keep what we publish
     */
    public record Permission(@Nullable String user, List<String> tried, List<String> refused) {
        /** Nothing was published. */
        public static final Permission UNTRIED = new Permission(null, List.of(), List.of());

        public Permission {
            tried = List.copyOf(tried);
            refused = List.copyOf(refused);
        }
    }

    /** The same broker, with what was found out about permissions. */
    public BrokerFacts with(Permission found) {
        return new BrokerFacts(address, version, abilities, found);
    }
}
