package dev.rowcast.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.message.Message;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A broker in memory: what it retains, and the one connection to it. */
final class SimulatedBroker implements BrokerConnector {
    private static final byte[] LEFT_BEHIND = "{\"v\":999}".getBytes(UTF_8);

    private final SimulatedWorld world;
    private final @Nullable Message[][] retained;
    private @Nullable Checkpoint checkpoint;
    private @Nullable SimulatedConnection connection;
    private int away;

    SimulatedBroker(SimulatedWorld world) {
        this.world = world;
        this.retained = new Message[world.plan().tables()][world.plan().keys() + 1];
    }

    @Override
    public BrokerConnection connect() throws BrokerUnavailableException {
        world.moment("connect");
        if (away > 0) {
            away--;
            throw new BrokerUnavailableException("the broker is away");
        }
        SimulatedConnection opened = new SimulatedConnection(world, this);
        connection = opened;
        return world.mistake().connection(opened);
    }

    /** The open connection; null if there is none. */
    @Nullable
    SimulatedConnection connection() {
        return connection;
    }

    @Nullable
    Message retained(int table, int key) {
        return retained[table][key];
    }

    void retain(int table, int key, Message message) {
        retained[table][key] = message.payload().length == 0 ? null : message;
    }

    /** What is retained beside the state. */
    @Nullable
    Checkpoint checkpoint() {
        return checkpoint;
    }

    void retain(Checkpoint itsCheckpoint) {
        checkpoint = itsCheckpoint;
        world.guarantees().saved();
    }

    /** Of what was sent and not taken yet, some is taken; nothing is answered any more. */
    void cut(Chance chance) {
        SimulatedConnection open = connection;
        connection = null;
        if (open != null) {
            open.cut(chance);
        }
    }

    /** Is gone for some attempts to connect. */
    void goAway(int attempts) {
        away = attempts;
    }

    void comeBack() {
        away = 0;
    }

    /** Loses its memory. */
    void forget() {
        for (Message[] table : retained) {
            Arrays.fill(table, null);
        }
        checkpoint = null;
        world.guarantees().brokerForgot();
    }

    void closed(SimulatedConnection closed) {
        closed.cut(world.chance());
        if (connection == closed) {
            connection = null;
        }
    }

    void take(int most) {
        if (connection != null) {
            connection.take(most);
        }
    }

    void acknowledge(int most, boolean lastFirst) {
        if (connection != null) {
            connection.acknowledge(most, lastFirst);
        }
    }

    void fallMute() {
        if (connection != null) {
            connection.fallMute();
        }
    }

    /** Everything that was sent is taken, and its acknowledgements have arrived. */
    boolean isDrained() {
        return connection != null && connection.isDrained();
    }

    /** What an earlier installation has left behind. */
    void retainLeftovers(Chance chance) {
        if (!world.plan().externalBroker() || !chance.oneIn(4)) {
            return;
        }
        for (int table = 0; table < retained.length; table++) {
            for (int key = 1; key <= world.plan().keys(); key++) {
                if (chance.oneIn(3)) {
                    String topic = SimulatedRows.TABLES[table].table() + "/state/" + key;
                    retained[table][key] = new Message(topic, LEFT_BEHIND, true, null, null);
                }
            }
        }
    }
}
