package dev.rowcast.mqtt;

import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.relay.BrokerConnector;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Opens several connections to one broker at a time, and treats them as one. The relay's thread. */
public final class ShardedConnector implements BrokerConnector {
    private final List<BrokerConnector> lanes;

    /** @param lanes two or more; the first one's connections alone have the Last Will */
    ShardedConnector(List<? extends BrokerConnector> lanes) {
        this.lanes = List.copyOf(lanes);
        if (this.lanes.size() < 2) {
            throw new IllegalArgumentException("one lane needs no sharding");
        }
    }

    /**
     * To one broker, with as many connections as asked for.
     *
     * @param connections at least 1; the client id of each but the first ends in its number
     * @param connector for one of them
     */
    public static BrokerConnector to(
            BrokerAddress address, int connections, Function<BrokerAddress, BrokerConnector> connector) {
        if (connections == 1) {
            return connector.apply(address);
        }
        return new ShardedConnector(IntStream.rangeClosed(1, connections)
                .mapToObj(number -> connector.apply(number == 1 ? address : address.lane(number)))
                .toList());
    }

    @Override
    public BrokerConnection connect() throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        List<BrokerConnection> opened = new ArrayList<>();
        boolean complete = false;
        try {
            for (BrokerConnector lane : lanes) {
                opened.add(lane.connect());
            }
            complete = true;
            return new ShardedConnection(opened);
        } finally {
            if (!complete && !opened.isEmpty()) {
                new ShardedConnection(opened).close();
            }
        }
    }
}
