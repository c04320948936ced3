package dev.rowcast.bench.footprint;

import dev.rowcast.bench.rig.Arrivals;
import dev.rowcast.bench.rig.JavaProcess;
import dev.rowcast.bench.rig.Mosquitto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * Debezium's engine that publishes what Rowcast publishes, to a Mosquitto of its own in another process, which is not counted.
 *
 * @param name in tables, different from all others'
 */
record DebeziumContender(Stand stand, String name, List<String> jvmOptions) implements Contender {
    static final Path DIRECTORY = Path.of("bench", "peers", "target");
    static final Path JAR = DIRECTORY.resolve("peers.jar");

    private static final String MAIN_CLASS = "dev.rowcast.bench.peers.DebeziumRelay";
    private static final String IN_MEMORY = "memory";

    DebeziumContender {
        jvmOptions = List.copyOf(jvmOptions);
    }

    @Override
    public String options() {
        return jvmOptions.isEmpty() ? "–" : "`" + String.join("` `", jvmOptions) + "`";
    }

    /** The first of them leaves the place in the binlog for all: behind a change, since without one Debezium begins anew. */
    @Override
    public void prepare() throws IOException, InterruptedException, SQLException {
        if (!Files.exists(before())) {
            Files.createDirectories(before());
            try (Attempt attempt = launch(before().toString(), Stand.TABLE);
                    Connection root = stand.database().connectAsRoot();
                    Statement statement = root.createStatement()) {
                attempt.awaitReady();
                statement.execute("UPDATE " + Stand.TABLE + " SET quantity = quantity + 1 WHERE id = " + stand.rows());
                attempt.awaitCaughtUp();
            }
        }
    }

    @Override
    public Attempt launch(Start start) throws IOException, InterruptedException {
        return switch (start) {
            case EMPTY -> launch(IN_MEMORY, Stand.EMPTY_TABLE);
            case FULL -> launch(IN_MEMORY, Stand.TABLE);
            case BEHIND -> launch(copyOfBefore().toString(), Stand.TABLE);
        };
    }

    private Attempt launch(String offsets, String table) throws IOException, InterruptedException {
        Mosquitto broker = Mosquitto.start(stand.directory(), true);
        boolean launched = false;
        try {
            Arrivals last = Arrivals.connect(broker.url());
            last.subscribe(Stand.TABLE + "/updated/" + stand.rows());
            JavaProcess process = JavaProcess.start(
                    new JavaProcess.Program(
                            JAR.toString(),
                            MAIN_CLASS,
                            jvmOptions,
                            List.of(
                                    broker.url().toString(),
                                    offsets,
                                    "initial",
                                    "database.hostname=127.0.0.1",
                                    "database.port=" + stand.database().port(),
                                    "database.user=root",
                                    "database.password=" + stand.database().rootPassword(),
                                    "table.include.list=shop." + table),
                            Map.of()),
                    Files.createTempFile(stand.directory(), "debezium", ".log"));
            launched = true;
            return new DebeziumAttempt(process, broker, last);
        } finally {
            if (!launched) {
                broker.close();
            }
        }
    }

    private Path before() {
        return stand.directory().resolve("debezium-before");
    }

    private Path copyOfBefore() throws IOException {
        Path copy = Files.createTempDirectory(stand.directory(), "debezium-run");
        CopiedFiles.copy(before(), copy);
        return copy;
    }
}
