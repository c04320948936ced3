package dev.rowcast.bench.catchup;

import dev.rowcast.bench.rig.BenchDatabase;
import dev.rowcast.bench.rig.Debezium;
import dev.rowcast.bench.rig.JavaProcess;
import dev.rowcast.bench.rig.Mosquitto;
import dev.rowcast.bench.rig.RowcastProcess;
import dev.rowcast.bench.rig.WindowedPublisher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts what is compared, each in a process of its own with the same heap.
 *
 * @param logs a directory for what they print
 */
public record Programs(BenchDatabase database, Path logs) {
    private static final List<String> JVM_OPTIONS = List.of(JavaProcess.LAUNCHER_OPTIONS, "-Xmx512m");
    /** Larger batches and queues than by default, and no pause before a batch that is not full: what catching up gains from. */
    private static final Map<String, String> TUNED =
            Map.of("max.batch.size", "8192", "max.queue.size", "32768", "poll.interval.ms", "5");

    /**
     * Rowcast.
     *
     * @param directory for its data, which a later one finds there
     * @param furtherOptions of its JVM
     */
    public RowcastProcess rowcast(Path directory, List<String> furtherOptions, Map<String, String> settings)
            throws IOException {
        List<String> options = new ArrayList<>(JVM_OPTIONS);
        options.addAll(furtherOptions);
        Map<String, String> all = new HashMap<>(settings);
        // as for the others: all read the binlog as it is
        all.put("MYSQL_SSL_MODE", "disabled");
        return RowcastProcess.launch(database, "rowcast", directory, options, all);
    }

    /** Debezium's engine, with its offsets in that directory. */
    JavaProcess debezium(Mosquitto broker, Path directory) throws IOException {
        return new Debezium(database, "root", "no_data", JVM_OPTIONS, TUNED).launch(broker, logs, directory);
    }

    JavaProcess replay(URI broker, Path recording, WindowedPublisher.Reads reads) throws IOException {
        return start(Replay.class, List.of(broker.toString(), recording.toString(), reads.name()));
    }

    JavaProcess broker() throws IOException {
        return start(BrokerProcess.class, List.of());
    }

    JavaProcess binlogRead(Backlog.BinlogPlace place, int rows) throws IOException {
        return start(
                BinlogRead.class,
                List.of(
                        Integer.toString(database.port()),
                        "root",
                        database.rootPassword(),
                        place.file(),
                        Long.toString(place.position()),
                        Integer.toString(rows)));
    }

    private JavaProcess start(Class<?> mainClass, List<String> arguments) throws IOException {
        return JavaProcess.start(
                JavaProcess.Program.own(mainClass, JVM_OPTIONS, arguments),
                Files.createTempFile(logs, "program", ".log"));
    }
}
