package dev.rowcast.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rowcast.testing.TestingBinlogs;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingProxy;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.torture.Verdict.Gap;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Rowcast, or a pair of them, between a database and a broker, with a proxy on each way; it suffers the faults that it is told to, and has
 * recovered from none of them when it is told the next. One thread.
 */
final class TorturedSystem implements AutoCloseable {
    private static final Duration CATCH_UP_LIMIT = Duration.ofSeconds(150);
    private static final int TRANSACTIONS_IN_A_GAP = 10;
    private static final long MARKERS_FROM = 900_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestingDatabase database;
    private final @Nullable ExternalBroker external;
    private final Fleet fleet;
    private final List<Gap> gaps = new ArrayList<>();
    private long markers = MARKERS_FROM;

    /** Mosquitto, and who records what it sends. */
    record ExternalBroker(TestingMosquitto server, DurableRecorder recorder) implements AutoCloseable {
        static ExternalBroker start(Path directory) throws Exception {
            TestingMosquitto server = TestingMosquitto.startDurable(directory);
            return new ExternalBroker(server, DurableRecorder.connect(server.mqttUrl()));
        }

        @Override
        public void close() {
            recorder.close();
            server.close();
        }
    }

    private TorturedSystem(
            TestingDatabase database, Path directory, BrokerKind broker, @Nullable ExternalBroker external)
            throws IOException {
        this.database = database;
        this.external = external;
        TestingSettings settings = external == null
                ? TestingSettings.embedded(database, directory)
                : TestingSettings.external(database, directory, external.server());
        fleet = Fleet.launched(
                broker,
                settings,
                database.port(),
                external == null ? 0 : external.server().mqttPort());
    }

    /** Returns when changes flow. */
    static TorturedSystem start(TestingDatabase database, Path directory, BrokerKind broker) throws Exception {
        ExternalBroker external = broker.isExternal() ? ExternalBroker.start(directory) : null;
        TorturedSystem system = new TorturedSystem(database, directory, broker, external);
        system.fleet.awaitStreaming();
        return system;
    }

    /** Returns when the fault is over, though Rowcast may still suffer from it. */
    void suffer(Fault fault, RandomWriters writers) throws Exception {
        elapse(fault.pause());
        switch (fault.kind()) {
            case KILL_ROWCAST -> killRowcast(fault, writers);
            case SUSPEND_ROWCAST -> suspendRowcast(fault);
            case STOP_DATABASE -> restartDatabase(fault, writers, database::stop);
            case KILL_DATABASE -> restartDatabase(fault, writers, database::kill);
            case CUT_DATABASE -> fleet.member(fault).databaseWay().cut();
            case FREEZE_DATABASE, DELAY_DATABASE ->
                freeze(fault, fleet.member(fault).databaseWay());
            case REFUSE_DATABASE -> refuse(fault, fleet.member(fault).databaseWay());
            case PURGE_BINLOGS -> purgeBinlogs(fault, writers);
            case FILL_DISK -> fillDisk(fault, writers);
            case RESTART_BROKER -> restartBroker(fault);
            case PAUSE_BROKER -> pauseBroker(fault);
            case CUT_BROKER -> fleet.member(fault).brokerWay().cut();
            case FREEZE_BROKER, DELAY_BROKER ->
                freeze(fault, fleet.member(fault).brokerWay());
            case REFUSE_BROKER -> refuse(fault, fleet.member(fault).brokerWay());
        }
        fleet.requireAlive();
    }

    /** While changes flow; with another fault it is killed at any time. */
    private void killRowcast(Fault fault, RandomWriters writers) throws Exception {
        writers.withoutAlterations(fleet::awaitStreaming);
        KillableRowcast rowcast = fleet.member(fault).rowcast();
        rowcast.kill();
        elapse(fault.duration());
        rowcast.launch();
    }

    private void suspendRowcast(Fault fault) throws Exception {
        KillableRowcast rowcast = fleet.member(fault).rowcast();
        rowcast.suspend();
        elapse(fault.duration());
        rowcast.resume();
    }

    private void restartDatabase(Fault fault, RandomWriters writers, Runnable end) throws Exception {
        writers.whileNothingIsAltered(end);
        lastFor(fault);
        database.start();
    }

    private void freeze(Fault fault, TestingProxy way) throws Exception {
        way.freeze();
        lastFor(fault);
        way.thaw();
    }

    private void refuse(Fault fault, TestingProxy way) throws Exception {
        way.refuse();
        lastFor(fault);
        way.admit();
    }

    private void restartBroker(Fault fault) throws Exception {
        external().server().stop();
        lastFor(fault);
        external().server().restart();
    }

    private void pauseBroker(Fault fault) throws Exception {
        external().server().pause();
        lastFor(fault);
        external().server().resume();
    }

    private void fillDisk(Fault fault, RandomWriters writers) throws Exception {
        writers.withoutAlterations(fleet::awaitStreaming);
        KillableRowcast rowcast = fleet.member(fault).rowcast();
        rowcast.fillDisk();
        rowcast.awaitLine("The checkpoint can not be saved");
        lastFor(fault);
        if (!fault.withKill()) {
            rowcast.freeDisk();
        }
    }

    /** What is lost lies between the last moment at which all was received and the place that Rowcast goes on from. */
    private void purgeBinlogs(Fault fault, RandomWriters writers) throws Exception {
        long before = awaitCaughtUp(writers);
        fleet.kill();
        writers.awaitTransactions(TRANSACTIONS_IN_A_GAP);
        new TestingBinlogs(database).purge();
        elapse(fault.duration());
        fleet.launch();
        Cuts cuts = new Cuts(database);
        writers.withoutAlterations(() -> fleet.awaitStreaming(() -> writers.betweenTransactions(cuts::note)));
        JsonNode gap = JSON.readTree(
                        TestingSubscriber.retained(mqttUrl(), "rowcast/info").getOrDefault("rowcast/info", "{}"))
                .path("last_gap");
        assertThat(gap.path("reason").asText()).as("the gap is declared").isNotBlank();
        assertThat(gap.at("/from/file").asText()).startsWith("binlog.");
        gaps.add(new Gap(before, cuts.through(gap.at("/to/gtids").asText())));
    }

    /**
     * Commits one more order and waits for its event, where events are recorded: all that was committed before has been received
     * then. Returns the ledger's last entry, which is that order's.
     */
    private long awaitCaughtUp(RandomWriters writers) throws Exception {
        writers.withoutAlterations(fleet::awaitStreaming);
        long key = ++markers;
        long last = writers.betweenTransactions(() -> {
            database.execute(
                    "INSERT INTO orders (id, customer_name, product_name) VALUES (" + key + ", 'marker', 'marker')",
                    "INSERT INTO ledger (order_id, entry) VALUES (" + key + ", 'insert marker')");
            return new Ledger(database).last();
        });
        if (external != null) {
            external.recorder().awaitEvent(CATCH_UP_LIMIT, key);
        }
        return last;
    }

    /** After the writers have ended: waits until all that they have committed is told. */
    void awaitSettled(RandomWriters stopped) throws Exception {
        awaitCaughtUp(stopped);
        awaitRetained("orders/state/" + markers);
    }

    private void awaitRetained(String topic) {
        Awaitility.await("the broker holds " + topic)
                .atMost(CATCH_UP_LIMIT)
                .until(() -> !TestingSubscriber.retained(mqttUrl(), topic).isEmpty());
    }

    /** Leaves Rowcast dead or alive as the fault wants it, and lets the fault's time pass. */
    private void lastFor(Fault fault) throws Exception {
        if (fault.withKill()) {
            elapse(fault.duration().dividedBy(2));
            KillableRowcast rowcast = fleet.member(fault).rowcast();
            rowcast.kill();
            rowcast.launch();
            elapse(fault.duration().dividedBy(2));
        } else {
            elapse(fault.duration());
        }
    }

    /** The schedule's own time: nothing is waited for. */
    private static void elapse(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis());
    }

    /** The broker loses all its memory, the recorder's session included, in which nothing may be recorded any more. */
    void loseBrokersMemory(RandomWriters writers) throws Exception {
        external().server().kill();
        writers.awaitTransactions(TRANSACTIONS_IN_A_GAP);
        external().server().restart();
    }

    /** After {@link #loseBrokersMemory}. */
    void awaitRefilled() {
        Awaitility.await("the state is whole again").atMost(CATCH_UP_LIMIT).until(() -> TestingSubscriber.retained(
                        mqttUrl(), "rowcast/status")
                .containsValue("online"));
    }

    private ExternalBroker external() {
        if (external == null) {
            throw new IllegalStateException("the broker is embedded");
        }
        return external;
    }

    /** Null with the embedded broker, which keeps no sessions. */
    @Nullable
    DurableRecorder recorder() {
        return external == null ? null : external.recorder();
    }

    Fleet fleet() {
        return fleet;
    }

    /** Where subscribers go. */
    URI mqttUrl() {
        return external == null ? fleet.mqttUrl() : external.server().mqttUrl();
    }

    /** All that were made. */
    List<Gap> gaps() {
        return List.copyOf(gaps);
    }

    @Override
    public void close() throws IOException {
        fleet.close();
        if (external != null) {
            external.close();
        }
    }
}
