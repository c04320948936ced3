package dev.rowcast.bench.scaling;

import dev.rowcast.bench.rig.BenchDatabase;
import dev.rowcast.bench.rig.RowcastProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What Rowcast is measured on.
 *
 * @param directory for what is written
 */
record Stand(BenchDatabase database, Path directory) {
    /** For whatever is waited for. */
    static final Duration LIMIT = Duration.ofMinutes(20);

    private static final String USER = "rowcast";

    /** A place for a Rowcast that starts for the first time. */
    Path fresh() throws IOException {
        return Files.createTempDirectory(directory, "rowcast-run");
    }

    /**
     * Starts Rowcast as the {@code rowcast} script does, so with a quarter of the machine's memory as the heap's limit, and does not
     * wait.
     *
     * @param place that it has or had
     * @param tables as {@code ROWCAST_TABLES} names them
     */
    RowcastProcess launch(Path place, String tables) throws IOException {
        return RowcastProcess.launch(database, USER, place, List.of(), Map.of("ROWCAST_TABLES", tables));
    }

    /** Starts Rowcast at a fresh place, and returns when it follows the tables. */
    RowcastProcess start(String tables) throws IOException, InterruptedException {
        return launch(fresh(), tables).readyWithin(LIMIT);
    }

    /** @throws IOException if it has told another number of events since its start */
    static void requireEvents(RowcastProcess rowcast, long expected) throws IOException, InterruptedException {
        long told = Math.round(rowcast.metric("rowcast_events_total"));
        if (told != expected) {
            throw new IOException("Rowcast has told " + told + " of " + expected + " changes");
        }
    }
}
