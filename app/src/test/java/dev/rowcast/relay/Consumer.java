package dev.rowcast.relay;

import dev.rowcast.message.Message;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Somebody who subscribes to the state, keeps the last version of each row, and drops what is not greater. */
final class Consumer {
    private static final int EPOCH = 12;

    private final @Nullable String[][] versions;
    private final int[][] held;
    private final int[][] newest;

    Consumer(SimulationPlan plan) {
        versions = new String[plan.tables()][plan.keys() + 1];
        held = new int[plan.tables()][plan.keys() + 1];
        newest = new int[plan.tables()][plan.keys() + 1];
    }

    void accept(int table, int key, Message message) {
        String version = message.version();
        String last = versions[table][key];
        if (version != null) {
            if (last != null && version.compareTo(last) <= 0) {
                return;
            }
            if (last != null && !version.regionMatches(0, last, 0, EPOCH)) {
                // Another server tells the same changes by other versions.
                newest[table][key] = 0;
            }
            versions[table][key] = version;
        }
        int value = value(message);
        held[table][key] = value;
        if (value != 0 && value < newest[table][key]) {
            throw new Violation("the state of " + message.topic() + " goes back from " + newest[table][key] + " to "
                    + value + ", by the versions " + last + " and " + version);
        }
        newest[table][key] = Math.max(value, newest[table][key]);
    }

    int held(int table, int key) {
        return held[table][key];
    }

    /** Who is told of a gap reads what is retained. */
    void readAnew(SimulatedBroker broker) {
        beginAnew();
        for (int table = 0; table < held.length; table++) {
            for (int key = 1; key < held[table].length; key++) {
                Message state = broker.retained(table, key);
                held[table][key] = value(state);
                versions[table][key] = state == null ? null : state.version();
            }
        }
    }

    /** A broker that has lost its memory is a new one. */
    void beginAnew() {
        for (int table = 0; table < held.length; table++) {
            Arrays.fill(versions[table], null);
            Arrays.fill(held[table], 0);
            Arrays.fill(newest[table], 0);
        }
    }

    /** The number of the change that wrote the row; 0 if it is gone. */
    static int value(@Nullable Message state) {
        if (state == null || state.payload().length == 0) {
            return 0;
        }
        byte[] payload = state.payload();
        int value = 0;
        int factor = 1;
        for (int i = payload.length - 2; payload[i] != ':'; i--) {
            value += (payload[i] - '0') * factor;
            factor *= 10;
        }
        return value;
    }
}
