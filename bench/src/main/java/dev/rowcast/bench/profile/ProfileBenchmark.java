package dev.rowcast.bench.profile;

import dev.rowcast.bench.catchup.CatchupBenchmark;
import dev.rowcast.bench.catchup.EventCounter;
import dev.rowcast.bench.catchup.Preparation;
import dev.rowcast.bench.catchup.Programs;
import dev.rowcast.bench.catchup.Workload;
import dev.rowcast.bench.report.Machine;
import dev.rowcast.bench.report.MarkedSection;
import dev.rowcast.bench.rig.BenchDatabase;
import dev.rowcast.bench.rig.Mosquitto;
import dev.rowcast.bench.rig.MysqlContainer;
import dev.rowcast.bench.rig.RowcastProcess;
import dev.rowcast.bench.rig.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Rowcast catches up with a backlog, as in {@link CatchupBenchmark}, with the JVM's flight recorder on. Arguments: the commit, how many
 * changes, the document to write.
 */
public final class ProfileBenchmark {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private ProfileBenchmark() {}

    /** What was seen from outside. */
    private record Seen(Instant first, Instant last, Map<String, Duration> threads) {}

    public static void main(String[] arguments) throws Exception {
        Machine machine = Machine.now(arguments[0]);
        Workload workload = Workload.spread(Integer.parseInt(arguments[1]));
        Path document = Path.of(arguments[2]);
        try (TemporaryDirectory directory = TemporaryDirectory.create("profile");
                MysqlContainer database = MysqlContainer.start(BenchDatabase.QUICK_WRITES)) {
            Preparation preparation =
                    Preparation.ofRowcast(new Programs(database, directory.path()), workload, directory.path());
            Path recording = directory.path().resolve("rowcast.jfr");
            Seen seen = catchUp(preparation, recording);
            String report = new ProfileReport(
                            machine.sentence() + ", and " + database.version(),
                            workload.changes(),
                            Duration.between(seen.first, seen.last),
                            seen.threads,
                            FlightProfile.read(recording, seen.first, seen.last))
                    .markdown();
            MarkedSection.write(document, report);
            System.out.println(report);
            System.out.println("written: " + document);
        }
    }

    /** The recording is complete when this returns, for it is written when Rowcast ends. */
    private static Seen catchUp(Preparation preparation, Path recording) throws IOException, InterruptedException {
        Path data = Files.createDirectories(preparation.directory().resolve("data"));
        List<String> recorder =
                List.of("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording);
        try (Mosquitto mosquitto = preparation.mosquitto();
                EventCounter counter = EventCounter.subscribe(mosquitto.url(), preparation.workload(), LIMIT);
                RowcastProcess rowcast = preparation.programs().rowcast(data, recorder, Preparation.on(mosquitto))) {
            long pid = rowcast.java().process().pid();
            counter.awaitFirst(LIMIT);
            Instant first = Instant.now();
            ThreadTimes before = ThreadTimes.of(pid);
            counter.awaitLast(LIMIT);
            Instant last = Instant.now();
            return new Seen(first, last, ThreadTimes.of(pid).since(before));
        }
    }
}
