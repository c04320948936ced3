package dev.rowcast.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.message.Message;
import dev.rowcast.relay.SimulatedTransaction.Changed;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sees everything that the broker takes and every checkpoint, and holds the relay to what the README promises: at once where
 * a moment tells, and in the end, when all is quiet.
 */
final class Guarantees {
    private final SimulatedWorld world;
    private final SimulatedServer server;
    private final Consumer consumer;
    private final AnnouncedGaps gaps;
    private final int[][] newestFirst;

    /** Nobody knows where the stream has come to: no checkpoint, and no process that has had one. */
    private boolean nothingKnown = true;

    private boolean processKnows;
    private int epochsExcused;
    private int epochs;
    private String epoch = "";

    Guarantees(SimulatedWorld world, SimulatedServer server) {
        this.world = world;
        this.server = server;
        this.consumer = new Consumer(world.plan());
        this.gaps = new AnnouncedGaps(server.binlog());
        this.newestFirst = new int[world.plan().tables()][world.plan().keys() + 1];
    }

    void processBegins() {
        processKnows = false;
    }

    void brokerForgot() {
        consumer.beginAnew();
    }

    /** The broker has a message now. Returns the change if it is an event. */
    @Nullable
    Changed taken(Message message) {
        String topic = message.topic();
        if (SimulatedConnection.isOfTheRelay(message)) {
            if (topic.equals(RelayTopics.INFO) && gaps.read(message.payload())) {
                consumer.readAnew(world.broker());
            }
            return null;
        }
        int table = topic.charAt(0) - 'a';
        int key = topic.charAt(topic.length() - 1) - '0';
        if (topic.charAt(2) == 's') {
            world.broker().retain(table, key, message);
            consumer.accept(table, key, message);
            return null;
        }
        Changed change = server.binlog().find(EventPlace.of(message.payload()));
        if (change.received) {
            repeated(change, message.payload());
        } else {
            receivedFirst(change, message.payload());
        }
        return change;
    }

    private void receivedFirst(Changed change, byte[] payload) {
        change.received = true;
        change.firstPayload = payload;
        if (change.order < newestFirst[change.table][change.key]) {
            throw new Violation("the first event of " + change + " came after one of a later change");
        }
        newestFirst[change.table][change.key] = change.order;
        String itsEpoch = epoch(payload);
        if (!itsEpoch.equals(epoch)) {
            if (itsEpoch.compareTo(epoch) < 0) {
                throw new Violation("the epoch goes back from " + epoch + " to " + itsEpoch);
            }
            epoch = itsEpoch;
            epochs++;
            if (epochs > epochsExcused) {
                throw new Violation("the epoch has changed without a reason");
            }
        }
    }

    private static void repeated(Changed change, byte[] payload) {
        if (!Arrays.equals(payload, change.firstPayload) && epoch(payload).equals(epoch(change.firstPayload))) {
            throw new Violation("a repeated event differs: " + new String(change.firstPayload, UTF_8) + " and "
                    + new String(payload, UTF_8));
        }
    }

    private static String epoch(byte[] event) {
        int end = event.length - 1;
        while (!(event[end] == 'n' && event[end + 1] == '"' && event[end - 6] == 'v' && event[end - 7] == '"')) {
            end--;
        }
        return new String(event, end + 4, 12, UTF_8);
    }

    /** The relay begins at this place, for there is none that it could go on from. */
    void beginsAt(Position position) {
        epochsExcused++;
        if (nothingKnown) {
            Reach reach = server.binlog().reach(position);
            for (Changed change : server.everything()) {
                change.excused |= reach.includes(change.transaction);
            }
        }
    }

    /** The server is another one, or the epoch could not be saved: versions may be other ones from here on. */
    void anotherEpoch() {
        epochsExcused++;
    }

    void refused(Position position) {
        gaps.refused(position);
    }

    void loaded(@Nullable Checkpoint checkpoint) {
        if (checkpoint != null) {
            processKnows = true;
        } else if (!processKnows) {
            nothingKnown = true;
        }
    }

    /** A checkpoint is stored. */
    void saved() {
        nothingKnown = false;
    }

    /** The process has been told that its checkpoint is stored. */
    void processKnows() {
        processKnows = true;
    }

    /** Every message of the transactions before a checkpoint must have been acknowledged. */
    void saving(Checkpoint checkpoint) {
        Reach reach = server.binlog().reach(checkpoint.position());
        for (Changed change : server.everything()) {
            if (!change.acknowledged
                    && !change.excused
                    && reach.includes(change.transaction)
                    && !gaps.mayHide(change)) {
                throw new Violation("the checkpoint " + checkpoint.position() + " is ahead of the event of " + change
                        + " in " + change.transaction);
            }
        }
        boolean nothingPublished =
                !checkpoint.stateComplete() && checkpoint.unfinished().isEmpty();
        if (nothingPublished || reach.history() != server.binlog().history()) {
            return;
        }
        for (int table = 0; table < world.plan().tables(); table++) {
            requireState(reach, table, published(checkpoint, SimulatedRows.TABLES[table]));
        }
    }

    /** The last key whose state the checkpoint calls published; the number of keys if ghosts are cleared too. */
    private int published(Checkpoint checkpoint, TableId table) {
        for (ScanPoint point : checkpoint.unfinished()) {
            if (point.table().equals(table)) {
                return point.after() == null ? 0 : Integer.parseInt(point.after());
            }
        }
        return Integer.MAX_VALUE;
    }

    /** What is retained must be the state at the place, or a later one. */
    private void requireState(Reach reach, int table, int last) {
        boolean ghostsCleared = last == Integer.MAX_VALUE;
        for (int key = 1; key <= Math.min(last, world.plan().keys()); key++) {
            int retained = Consumer.value(world.broker().retained(table, key));
            if (!wasStateSince(reach, table, key, retained)
                    && (ghostsCleared || !wasStateSince(reach, table, key, 0))) {
                throw new Violation("a checkpoint tells that its state is published, and "
                        + SimulatedRows.TABLES[table].table() + key + " is retained as " + retained);
            }
        }
    }

    private boolean wasStateSince(Reach reach, int table, int key, int retained) {
        int value = server.beginning(table, key);
        boolean was = false;
        for (SimulatedTransaction transaction : server.log()) {
            boolean since = !reach.includes(transaction);
            was |= since && retained == value;
            value = transaction.truncated == table ? 0 : value;
            for (Changed change : transaction.changes) {
                was |= since && retained == value;
                value = change.table == table && change.key == key ? change.after : value;
            }
        }
        return was || retained == value;
    }

    /** When writes have stopped and everything is done. */
    void quiet(@Nullable Checkpoint stored, RelayStatus status) {
        int[][] visible = server.visible();
        for (int table = 0; table < world.plan().tables(); table++) {
            for (int key = 1; key <= world.plan().keys(); key++) {
                String row = SimulatedRows.TABLES[table].table() + key;
                require(visible[table][key], Consumer.value(world.broker().retained(table, key)), row + " is retained");
                require(visible[table][key], consumer.held(table, key), row + " at a consumer by versions");
            }
        }
        for (Changed change : server.everything()) {
            if (!change.received && !change.excused && !gaps.tellOf(change)) {
                throw new Violation("never published: " + change + " in " + change.transaction);
            }
        }
        if (stored == null || !stored.stateComplete() || !server.binlog().isAll(stored.position())) {
            throw new Violation("all is quiet, and the checkpoint is " + stored);
        }
    }

    private static void require(int expected, int actual, String what) {
        if (expected != actual) {
            throw new Violation(what + " as " + actual + ", the table has " + expected);
        }
    }
}
