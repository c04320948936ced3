package dev.rowcast.bench.catchup;

import dev.rowcast.bench.rig.CopiedFiles;
import dev.rowcast.bench.rig.Mosquitto;
import dev.rowcast.bench.rig.RowcastProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A backlog that is written, and what those who will catch up with it have from before: they all stopped at the same place, right
 * ahead of it. Nothing here is changed by who catches up: each takes copies.
 *
 * @param directory of what is kept
 * @param place where the backlog begins
 */
public record Preparation(Programs programs, Workload workload, Path directory, Backlog.BinlogPlace place) {
    static final Duration LIMIT = Duration.ofMinutes(10);

    static final String MOSQUITTO = "mosquitto";
    static final String DEBEZIUM = "debezium";
    static final String EMBEDDED = "embedded";

    /** For Rowcast on Mosquitto alone. */
    public static Preparation ofRowcast(Programs programs, Workload workload, Path directory)
            throws IOException, InterruptedException, SQLException {
        return make(programs, workload, directory, false);
    }

    /** For all contenders. */
    static Preparation ofAll(Programs programs, Workload workload, Path directory)
            throws IOException, InterruptedException, SQLException, ExecutionException, TimeoutException {
        Preparation preparation = make(programs, workload, directory, true);
        preparation.record();
        return preparation;
    }

    private static Preparation make(Programs programs, Workload workload, Path directory, boolean all)
            throws IOException, InterruptedException, SQLException {
        for (String kept : List.of(MOSQUITTO, DEBEZIUM, EMBEDDED)) {
            Files.createDirectories(directory.resolve(kept));
        }
        try (Backlog backlog = Backlog.prepare(programs.database(), workload);
                Mosquitto mosquitto = Mosquitto.resume(directory.resolve(MOSQUITTO), true)) {
            Backlog.BinlogPlace place;
            try (Followers followers = new Followers(programs, workload)) {
                followers.start(directory, mosquitto, all);
                place = backlog.mark();
                followers.awaitMark();
            }
            mosquitto.stop();
            backlog.write();
            return new Preparation(programs, workload, directory, place);
        }
    }

    /** What Rowcast sends when it catches up, for those who shall send the same. */
    private void record() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (Mosquitto mosquitto = mosquitto();
                Recorder recorder = Recorder.start(mosquitto.url(), workload, recording());
                RowcastProcess rowcast =
                        programs.rowcast(Files.createTempDirectory(directory, "rowcast"), List.of(), on(mosquitto))) {
            recorder.awaitEnd(LIMIT);
            if (!rowcast.java().process().isAlive()) {
                throw new IOException(
                        "Rowcast has ended: " + Files.readString(rowcast.java().log()));
            }
        }
    }

    Path recording() {
        return directory.resolve("recording");
    }

    /** A Mosquitto that holds what it held when Rowcast stopped: the table's state, and the checkpoint. */
    public Mosquitto mosquitto() throws IOException, InterruptedException {
        return Mosquitto.resume(copy(MOSQUITTO), true);
    }

    /** A copy of what one of them has kept. */
    Path copy(String kept) throws IOException {
        return CopiedFiles.copy(directory.resolve(kept), directory);
    }

    /** Settings of a Rowcast that publishes there. */
    public static Map<String, String> on(Mosquitto mosquitto) {
        return Map.of("MQTT_URL", mosquitto.url().toString());
    }

    /** Settings of a Rowcast with its embedded broker, which has a name of its own, for the server tells those who follow it apart. */
    static Map<String, String> withOwnBroker(int port) {
        return Map.of("ROWCAST_NAME", "embedded", "ROWCAST_MQTT_PORT", Integer.toString(port));
    }
}
