package dev.rowcast.relay;

/** The way to a broker, the embedded one or any other. */
public interface BrokerConnector {

    /**
     * Opens a new connection and waits for the broker's consent. The connection's Last Will says that the feed is offline.
     *
     * @throws BrokerUnavailableException if the broker can not be reached now; worth another attempt
     * @throws MisconfiguredException if the broker refuses for a reason that only a person can mend
     */
    BrokerConnection connect() throws BrokerUnavailableException, MisconfiguredException, InterruptedException;
}
