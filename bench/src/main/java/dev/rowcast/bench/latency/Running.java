package dev.rowcast.bench.latency;

import dev.rowcast.bench.rig.BenchDatabase;
import dev.rowcast.bench.rig.Debezium;
import dev.rowcast.bench.rig.JavaProcess;
import dev.rowcast.bench.rig.Mosquitto;
import dev.rowcast.bench.rig.RowcastProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A contender at work: a new process, and a new Mosquitto where it needs one.
 *
 * @param broker where its subscribers connect
 */
record Running(JavaProcess process, @Nullable Mosquitto mosquitto, URI broker) implements AutoCloseable {
    private static final List<String> JVM_OPTIONS = List.of(JavaProcess.LAUNCHER_OPTIONS, "-Xmx256m");
    private static final String USER = "rowcast";

    /** Debezium hands a batch on when it is full or the interval is over, so a batch of one goes at once. */
    private static final Map<String, String> TUNED = Map.of("max.batch.size", "1", "poll.interval.ms", "5");

    /**
     * Starts it, and waits no longer than until subscribers can connect.
     *
     * @param directory for its files
     */
    static Running start(Contender contender, BenchDatabase database, Path directory)
            throws IOException, InterruptedException {
        Path files = Files.createTempDirectory(directory, "contender");
        if (contender == Contender.EMBEDDED) {
            RowcastProcess rowcast = rowcast(database, files, Map.of());
            return new Running(rowcast.java(), null, rowcast.broker());
        }
        Mosquitto mosquitto = Mosquitto.start(files, contender.noDelay());
        JavaProcess process =
                switch (contender) {
                    case EMBEDDED, ROWCAST, ROWCAST_NAGLE ->
                        rowcast(
                                        database,
                                        files,
                                        Map.of("MQTT_URL", mosquitto.url().toString()))
                                .java();
                    case DEBEZIUM -> debezium(database, mosquitto, files, Map.of());
                    case DEBEZIUM_TUNED -> debezium(database, mosquitto, files, TUNED);
                    case FLOOR -> bareRelay(database, mosquitto, files);
                };
        return new Running(process, mosquitto, mosquitto.url());
    }

    private static RowcastProcess rowcast(BenchDatabase database, Path files, Map<String, String> settings)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("MYSQL_SSL_MODE", "disabled");
        return RowcastProcess.start(database, USER, files, JVM_OPTIONS, all);
    }

    private static JavaProcess debezium(
            BenchDatabase database, Mosquitto mosquitto, Path files, Map<String, String> properties)
            throws IOException {
        return new Debezium(database, USER, "no_data", JVM_OPTIONS, properties).launch(mosquitto, files);
    }

    private static JavaProcess bareRelay(BenchDatabase database, Mosquitto mosquitto, Path files) throws IOException {
        JavaProcess.Program program = JavaProcess.Program.own(
                BareRelay.class,
                JVM_OPTIONS,
                List.of(Integer.toString(database.port()), mosquitto.url().toString()));
        return JavaProcess.start(program, files.resolve("bare-relay.log"));
    }

    @Override
    public void close() {
        process.close();
        if (mosquitto != null) {
            mosquitto.close();
        }
    }
}
