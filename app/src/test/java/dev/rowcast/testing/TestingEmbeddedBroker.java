package dev.rowcast.testing;

import dev.rowcast.broker.BrokerSettings;
import dev.rowcast.broker.BrokerStartException;
import dev.rowcast.broker.EmbeddedBroker;
import dev.rowcast.broker.access.Publisher;
import java.net.URI;
import java.util.List;

/** The embedded broker on free ports. Anonymous clients may read, {@link #USERNAME} may do anything. */
public final class TestingEmbeddedBroker implements AutoCloseable {
    public static final String USERNAME = "rowcast";
    public static final String PASSWORD = "s3cret";

    private final EmbeddedBroker broker;

    private TestingEmbeddedBroker(EmbeddedBroker broker) {
        this.broker = broker;
    }

    public static TestingEmbeddedBroker start() throws BrokerStartException {
        return new TestingEmbeddedBroker(EmbeddedBroker.start(
                BrokerSettings.defaults(new Publisher(USERNAME, PASSWORD), List.of("orders/", "rowcast/"))
                        .withPorts(0, 0)));
    }

    public URI mqttUrl() {
        return URI.create("mqtt://127.0.0.1:" + broker.mqttPort());
    }

    public URI webSocketUrl() {
        return URI.create("ws://127.0.0.1:" + broker.webSocketPort() + "/mqtt");
    }

    /** Ends the broker, cuts all connections without a goodbye and forgets everything. */
    public void kill() {
        broker.close();
    }

    @Override
    public void close() {
        kill();
    }
}
