package dev.rowcast.bench.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debezium's engine, which publishes what Rowcast publishes, in a process of its own: {@code DebeziumRelay} of {@code bench/peers}. */
public final class DebeziumProcess {
    private static final Path JAR = Path.of("bench", "peers", "target", "peers.jar");
    private static final String MEMORY = "memory";

    private DebeziumProcess() {}

    /**
     * Starts it as the user {@code rowcast}, and does not wait. Its offsets it keeps in memory.
     *
     * @param directory for its log
     * @param snapshotMode by Debezium's name
     * @param properties of Debezium's, beside those that it needs
     */
    public static JavaProcess launch(
            BenchDatabase database,
            Mosquitto mosquitto,
            Path directory,
            String snapshotMode,
            List<String> jvmOptions,
            Map<String, String> properties)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                mosquitto.url().toString(),
                MEMORY,
                snapshotMode,
                "database.hostname=127.0.0.1",
                "database.port=" + database.port(),
                "database.user=rowcast",
                "database.password=rowcast"));
        properties.forEach((name, value) -> arguments.add(name + "=" + value));
        return JavaProcess.start(
                new JavaProcess.Program(
                        JAR.toString(), "dev.rowcast.bench.peers.DebeziumRelay", jvmOptions, arguments, Map.of()),
                directory.resolve("debezium.log"));
    }
}
