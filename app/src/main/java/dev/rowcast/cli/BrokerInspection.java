package dev.rowcast.cli;

import dev.rowcast.config.Settings;
import dev.rowcast.preflight.BrokerFacts;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import java.util.Optional;

/** Connects to the broker once and asks it for the facts that preflight judges. */
@FunctionalInterface
public interface BrokerInspection {

    /**
     * Asks the broker, on the calling thread; empty where it is the embedded one.
     *
     * @throws BrokerUnavailableException if it can not be reached
     * @throws MisconfiguredException if it refuses the connection
     */
    Optional<BrokerFacts> inspect(Settings settings)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException;
}
