package dev.rowcast.bench.footprint;

import dev.rowcast.bench.rig.Arrivals;
import dev.rowcast.bench.rig.CopiedFiles;
import dev.rowcast.bench.rig.Debezium;
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
import java.util.Optional;

/**
 * Debezium's engine that publishes what Rowcast publishes, to a Mosquitto of its own in another process, which is not counted.
 *
 * @param name in tables, different from all others'
 */
record DebeziumContender(Stand stand, String name, List<String> jvmOptions) implements Contender {
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
            try (Attempt attempt = launch(Stand.TABLE, Optional.of(before()));
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
            case EMPTY -> launch(Stand.EMPTY_TABLE, Optional.empty());
            case FULL -> launch(Stand.TABLE, Optional.empty());
            case BEHIND -> launch(Stand.TABLE, Optional.of(CopiedFiles.copy(before(), stand.directory())));
        };
    }

    /** @param offsets empty: in memory */
    private Attempt launch(String table, Optional<Path> offsets) throws IOException, InterruptedException {
        Mosquitto broker = Mosquitto.start(stand.directory(), true);
        boolean launched = false;
        try {
            Arrivals last = Arrivals.connect(broker.url());
            last.subscribe(Stand.TABLE + "/updated/" + stand.rows());
            Debezium debezium = new Debezium(
                    stand.database(), "root", "initial", jvmOptions, Map.of("table.include.list", "shop." + table));
            JavaProcess process = offsets.isPresent()
                    ? debezium.launch(broker, stand.directory(), offsets.orElseThrow())
                    : debezium.launch(broker, stand.directory());
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
}
