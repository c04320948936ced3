package dev.rowcast;

import dev.rowcast.config.Settings;
import dev.rowcast.preflight.BrokerFacts;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import java.net.URI;
import java.util.Optional;

/** Looks at the broker that the settings name, as Rowcast would connect to it, but under a client id of its own. */
public final class BrokerInspector {
    private BrokerInspector() {}

    /**
     * Connects once, on the calling thread, and disconnects. Empty where the broker is the embedded one.
     *
     * @throws BrokerUnavailableException if the broker can not be reached
     * @throws MisconfiguredException if it refuses the connection
     */
    public static Optional<BrokerFacts> inspect(Settings settings)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        URI url = settings.mqtt().url();
        return url == null
                ? Optional.empty()
                : Optional.of(new Wiring(settings).inspectingConnector(url).inspect());
    }
}
