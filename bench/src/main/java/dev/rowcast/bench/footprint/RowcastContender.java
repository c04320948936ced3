package dev.rowcast.bench.footprint;

import dev.rowcast.bench.rig.CopiedFiles;
import dev.rowcast.bench.rig.FreePort;
import dev.rowcast.bench.rig.RowcastProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Rowcast with its embedded broker.
 *
 * @param name in tables, different from all others'
 * @param jvmOptions beside those that every start of Rowcast has
 * @param environment of the process, besides
 * @param archived whether its classes come from an archive, which the preparation makes
 */
record RowcastContender(
        Stand stand, String name, List<String> jvmOptions, Map<String, String> environment, boolean archived)
        implements Contender {
    private static final String USER = "rowcast";
    private static final Duration ARCHIVE_LIMIT = Duration.ofMinutes(1);

    RowcastContender {
        jvmOptions = List.copyOf(jvmOptions);
        environment = Map.copyOf(environment);
    }

    @Override
    public String options() {
        List<String> words = new ArrayList<>();
        jvmOptions.forEach(option -> words.add("`" + option + "`"));
        environment.forEach((variable, value) -> words.add("`" + variable + "=" + value + "`"));
        if (archived) {
            words.add("`-XX:SharedArchiveFile=…`");
        }
        return words.isEmpty() ? "–" : String.join(" ", words);
    }

    /** One start leaves the checkpoint for all of them, and one the archive, at its end. */
    @Override
    public void prepare() throws IOException, InterruptedException {
        if (!Files.exists(before())) {
            Files.createDirectories(before());
            runOnce(before(), List.of());
        }
        if (archived) {
            runOnce(fresh(), List.of("-XX:ArchiveClassesAtExit=" + archive()));
            if (!Files.exists(archive())) {
                throw new IOException("this JVM has not written the archive of classes " + archive());
            }
        }
    }

    private void runOnce(Path directory, List<String> moreOptions) throws IOException, InterruptedException {
        try (RowcastAttempt attempt = launch(directory, moreOptions, Stand.TABLE, 0)) {
            attempt.awaitPage();
            attempt.awaitReady();
            Process process = attempt.process().process();
            process.destroy();
            // Writing the archive takes longer than ends do otherwise.
            if (!process.waitFor(ARCHIVE_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("Rowcast does not end within " + ARCHIVE_LIMIT);
            }
        }
    }

    @Override
    public RowcastAttempt launch(Start start) throws IOException {
        List<String> moreOptions = archived ? List.of("-XX:SharedArchiveFile=" + archive()) : List.of();
        return switch (start) {
            case EMPTY -> launch(fresh(), moreOptions, Stand.EMPTY_TABLE, 0);
            case FULL -> launch(fresh(), moreOptions, Stand.TABLE, 0);
            case BEHIND ->
                launch(CopiedFiles.copy(before(), stand.directory()), moreOptions, Stand.TABLE, stand.backlog());
        };
    }

    private RowcastAttempt launch(Path directory, List<String> moreOptions, String table, int backlog)
            throws IOException {
        List<String> options = new ArrayList<>(jvmOptions);
        options.addAll(moreOptions);
        int port = FreePort.pick();
        Map<String, String> settings = new HashMap<>(environment);
        settings.put("ROWCAST_TABLES", table);
        settings.put("ROWCAST_HTTP_PORT", Integer.toString(port));
        return new RowcastAttempt(
                RowcastProcess.launch(stand.database(), USER, directory, options, settings),
                URI.create("http://127.0.0.1:" + port + "/"),
                backlog);
    }

    private Path before() {
        return stand.directory().resolve("rowcast-before");
    }

    private Path archive() {
        return stand.directory().resolve(name.replaceAll("\\W+", "-") + ".jsa");
    }

    private Path fresh() throws IOException {
        return Files.createTempDirectory(stand.directory(), "rowcast-run");
    }
}
