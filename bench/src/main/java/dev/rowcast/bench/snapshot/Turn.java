package dev.rowcast.bench.snapshot;

import dev.rowcast.bench.report.Distribution;
import dev.rowcast.bench.rig.BenchDatabase;
import dev.rowcast.bench.rig.Debezium;
import dev.rowcast.bench.rig.JavaProcess;
import dev.rowcast.bench.rig.Mosquitto;
import dev.rowcast.bench.rig.ProcessUsage;
import dev.rowcast.bench.rig.QuantityScan;
import dev.rowcast.bench.rig.RowcastProcess;
import dev.rowcast.bench.rig.SocketSubscriber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

/**
 * One contender's turn: a new process, a new Mosquitto without anything, and two subscribers that are there already, of states and of
 * events.
 *
 * @param mosquitto for this turn alone
 * @param subscribers of its broker
 * @param files a directory for this turn alone
 * @param rows of the table
 */
record Turn(
        Contender contender,
        BenchDatabase database,
        Mosquitto mosquitto,
        List<SocketSubscriber> subscribers,
        Path files,
        int rows) {
    private static final List<String> JVM_OPTIONS = List.of(JavaProcess.LAUNCHER_OPTIONS, "-Xmx256m");
    private static final String USER = "rowcast";
    private static final List<String> STATES = List.of("orders/state/+");
    private static final List<String> EVENTS = List.of("orders/updated/+");
    /** Debezium's default: a global read lock while it looks where the binlog is and opens its view. */
    private static final Map<String, String> LOCKED = Map.of("snapshot.locking.mode", "minimal");

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final int LEAST_ROWS_PER_SECOND = 500;
    private static final Duration ARRIVAL_LIMIT = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(10);

    /**
     * Runs it.
     *
     * @param first number of those that are this turn's alone
     * @throws IOException also if a message is missing in the end, or the broker holds anything else than the table
     */
    static Measured run(Contender contender, BenchDatabase database, Path directory, int rows, long first)
            throws IOException, SQLException, InterruptedException, ExecutionException {
        Path files = Files.createTempDirectory(directory, "contender");
        Arrivals arrivals = new Arrivals(rows);
        try (Mosquitto mosquitto = Mosquitto.start(files, true);
                Trickle trickle = Trickle.start(database, rows, first);
                SocketSubscriber states = SocketSubscriber.connect(mosquitto.url(), STATES, arrivals::see);
                SocketSubscriber events = SocketSubscriber.connect(
                        mosquitto.url(),
                        EVENTS,
                        (publish, nanoTime) -> trickle.see(QuantityScan.quantity(publish), nanoTime))) {
            return new Turn(contender, database, mosquitto, List.of(states, events), files, rows)
                    .measure(arrivals, trickle);
        }
    }

    private Measured measure(Arrivals arrivals, Trickle trickle)
            throws IOException, SQLException, InterruptedException, ExecutionException {
        long start = System.nanoTime();
        Course course = new Course(start);
        try (JavaProcess process = launch()) {
            Duration limit = START_LIMIT.plusSeconds(rows / LEAST_ROWS_PER_SECOND);
            await(process, limit, "all rows", () -> {
                course.look(arrivals.rows(), process);
                return arrivals.isComplete();
            });
            ProcessUsage usage = process.usage();
            trickle.stop();
            long from = arrivals.firstAt();
            long until = arrivals.lastAt();
            if (contender.follows()) {
                long stopped = System.nanoTime();
                await(process, ARRIVAL_LIMIT, "all events", () -> trickle.hasAll(from, stopped));
                verify(process);
            }
            return new Measured(
                    rows,
                    Duration.ofNanos(until - from),
                    Duration.ofNanos(until - start),
                    usage.processorTime(),
                    usage.peakResidentBytes(),
                    course.moments(),
                    contender.follows() ? trickle.count(from, until) : 0,
                    Distribution.of(trickle.delays(from, until)));
        }
    }

    private JavaProcess launch() throws IOException {
        return switch (contender) {
            case ROWCAST ->
                RowcastProcess.launch(
                                database,
                                USER,
                                files,
                                JVM_OPTIONS,
                                Map.of("MQTT_URL", mosquitto.url().toString(), "MYSQL_SSL_MODE", "disabled"))
                        .java();
            case DEBEZIUM -> new Debezium(database, USER, "initial", JVM_OPTIONS, LOCKED).launch(mosquitto, files);
            case CEILING ->
                JavaProcess.start(
                        JavaProcess.Program.own(
                                StateFlood.class,
                                JVM_OPTIONS,
                                List.of(mosquitto.url().toString(), Integer.toString(rows))),
                        files.resolve("flood.log"));
        };
    }

    private void await(JavaProcess process, Duration limit, String what, BooleanSupplier condition)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            for (SocketSubscriber subscriber : subscribers) {
                subscriber.requireAlive();
            }
            if (!process.process().isAlive() || System.nanoTime() - end > 0) {
                throw new IOException(
                        contender.label() + " has not brought " + what + ":\n" + Files.readString(process.log()));
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** Whoever subscribes now gets the table. */
    private void verify(JavaProcess process) throws IOException, SQLException, InterruptedException {
        Arrivals retained = new Arrivals(rows);
        try (SocketSubscriber late = SocketSubscriber.connect(mosquitto.url(), STATES, retained::see)) {
            await(process, ARRIVAL_LIMIT, "the state of all rows", retained::isComplete);
            late.requireAlive();
        }
        int changed = 0;
        try (Connection root = database.connectAsRoot();
                Statement statement = root.createStatement();
                ResultSet table = statement.executeQuery("SELECT id, quantity FROM orders WHERE quantity > 0")) {
            while (table.next()) {
                changed++;
                requireEqual(table.getInt(1), retained.quantity(table.getInt(1)), table.getInt(2));
            }
        }
        if (changed != retained.changed()) {
            throw new IOException(contender.label() + " has left " + retained.changed()
                    + " changed rows with the broker, of which the table has " + changed);
        }
    }

    private void requireEqual(int order, int retained, int quantity) throws IOException {
        if (retained != quantity) {
            throw new IOException("%s has left the quantity %d of order %d with the broker, which is %d"
                    .formatted(contender.label(), retained, order, quantity));
        }
    }
}
