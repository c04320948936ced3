package dev.rowcast.cli;

import dev.rowcast.config.DatabaseSettings;
import dev.rowcast.config.DatabaseSettings.Address;
import dev.rowcast.preflight.ServerFacts;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.SourceUnavailableException;

/** Connects to a database server once and asks it for the facts that preflight judges. */
@FunctionalInterface
public interface Inspection {

    /**
     * Asks the server, on the calling thread.
     *
     * @param server one of the database's
     *
     * @throws SourceUnavailableException if it can not be reached
     * @throws MisconfiguredException if it refuses the login
     */
    ServerFacts inspect(DatabaseSettings database, Address server)
            throws SourceUnavailableException, MisconfiguredException;
}
