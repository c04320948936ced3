package dev.rowcast.bench.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Debezium's engine, which publishes what Rowcast publishes: {@code DebeziumRelay} of {@code bench/peers}, each time in a process of its
 * own.
 *
 * @param user of the database
 * @param snapshotMode by Debezium's name
 * @param properties of Debezium's, beside those that it needs
 */
public record Debezium(
        BenchDatabase database,
        String user,
        String snapshotMode,
        List<String> jvmOptions,
        Map<String, String> properties) {
    private static final Path DIRECTORY = Path.of("bench", "peers", "target");

    public static final Path JAR = DIRECTORY.resolve("peers.jar");

    /** A directory of jars alone. */
    public static final Path LIBRARIES = DIRECTORY.resolve("lib");

    /** What it prints when it follows. */
    public static final Pattern READY = Pattern.compile("^ready$");

    private static final String MAIN_CLASS = "dev.rowcast.bench.peers.DebeziumRelay";
    private static final String IN_MEMORY = "memory";

    public Debezium {
        jvmOptions = List.copyOf(jvmOptions);
        properties = Map.copyOf(properties);
    }

    /**
     * Starts it, and does not wait. Its offsets it keeps in memory.
     *
     * @param logs a directory
     */
    public JavaProcess launch(Mosquitto broker, Path logs) throws IOException {
        return launch(broker, logs, IN_MEMORY);
    }

    /**
     * The same with its offsets in a directory, where a later one finds them.
     *
     * @param offsets exists
     */
    public JavaProcess launch(Mosquitto broker, Path logs, Path offsets) throws IOException {
        return launch(broker, logs, offsets.toString());
    }

    private JavaProcess launch(Mosquitto broker, Path logs, String offsets) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                broker.url().toString(),
                offsets,
                snapshotMode,
                "database.hostname=127.0.0.1",
                "database.port=" + database.port(),
                "database.user=" + user,
                "database.password=" + database.password(user)));
        properties.forEach((name, value) -> arguments.add(name + "=" + value));
        return JavaProcess.start(
                new JavaProcess.Program(JAR.toString(), MAIN_CLASS, jvmOptions, arguments, Map.of()),
                Files.createTempFile(logs, "debezium", ".log"));
    }
}
