package dev.rowcast.config;

import dev.rowcast.broker.TlsFiles;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the embedded broker's listeners take connections.
 *
 * @param maxClients how many may be connected, 1 to 1000000
 * @param maxClientsPerAddress how many of them from one address other than this machine's
 * @param origins of pages, beside the broker's own host's, whose browsers may connect; {@code *} for all
 * @param tls null for plain connections
 */
public record ListenerSettings(int maxClients, int maxClientsPerAddress, Set<String> origins, @Nullable TlsFiles tls) {
    /** What holds where nothing is set. */
    public static final ListenerSettings DEFAULTS = new ListenerSettings(20_000, 1000, Set.of(), null);

    public ListenerSettings {
        origins = Set.copyOf(origins);
    }
}
