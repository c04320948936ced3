package dev.rowcast.bench.catchup;

import dev.rowcast.broker.BrokerSettings;
import dev.rowcast.broker.EmbeddedBroker;
import dev.rowcast.broker.access.Publisher;
import java.util.List;

/** Rowcast's embedded broker without Rowcast. Prints where it is, and who may publish there, and waits to be ended. */
public final class BrokerProcess {
    private static final Publisher PUBLISHER = new Publisher("publisher", "publisher");

    private BrokerProcess() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedBroker.prepareNetty();
        EmbeddedBroker broker = EmbeddedBroker.start(
                BrokerSettings.defaults(PUBLISHER, List.of("orders/")).withPorts(0, 0));
        System.out.println("listening at mqtt://" + PUBLISHER.username() + ":" + PUBLISHER.password() + "@127.0.0.1:"
                + broker.mqttPort());
        Thread.currentThread().join();
    }
}
