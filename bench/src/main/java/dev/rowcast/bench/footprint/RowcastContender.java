package dev.rowcast.bench.footprint;

import dev.rowcast.bench.rig.CopiedFiles;
import dev.rowcast.bench.rig.FreePort;
import dev.rowcast.bench.rig.RowcastProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rowcast with its embedded broker.
 *
 * @param name in tables, different from all others'
 * @param jvmOptions beside those that every start of Rowcast has
 * @param environment of the process, besides
 * @param archived whether its classes come from an archive, as they do where the {@code rowcast} script starts it
 */
record RowcastContender(
        Stand stand, String name, List<String> jvmOptions, Map<String, String> environment, boolean archived)
        implements Contender {
    private static final String USER = "rowcast";

    RowcastContender {
        jvmOptions = List.copyOf(jvmOptions);
        environment = Map.copyOf(environment);
    }

    @Override
    public String options() {
        List<String> words = new ArrayList<>();
        jvmOptions.forEach(option -> words.add("`" + option + "`"));
        environment.forEach((variable, value) -> words.add("`" + variable + "=" + value + "`"));
        if (!archived) {
            words.add("no `-XX:SharedArchiveFile=…`");
        }
        return words.isEmpty() ? "–" : String.join(" ", words);
    }

    /** One start leaves the checkpoint for all of them; and all have one archive. */
    @Override
    public void prepare() throws IOException, InterruptedException {
        if (archived && !Files.exists(archive())) {
            archive(archive());
        }
        if (!Files.exists(before())) {
            Files.createDirectories(before());
            runOnce(before());
        }
    }

    /** As the {@code rowcast} script does. */
    private static void archive(Path archive) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of("app", "archive-classes").toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        RowcastProcess.JAR.toString(),
                        archive.toString())
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("this JVM has not written the archive of classes " + archive);
        }
    }

    private void runOnce(Path directory) throws IOException, InterruptedException {
        try (RowcastAttempt attempt = launch(directory, Stand.TABLE, 0)) {
            attempt.awaitPage();
            attempt.awaitReady();
        }
    }

    @Override
    public RowcastAttempt launch(Start start) throws IOException {
        return switch (start) {
            case EMPTY -> launch(fresh(), Stand.EMPTY_TABLE, 0);
            case FULL -> launch(fresh(), Stand.TABLE, 0);
            case BEHIND -> launch(CopiedFiles.copy(before(), stand.directory()), Stand.TABLE, stand.backlog());
        };
    }

    private RowcastAttempt launch(Path directory, String table, int backlog) throws IOException {
        List<String> options = new ArrayList<>();
        if (archived) {
            options.add("-XX:SharedArchiveFile=" + archive());
        }
        options.addAll(jvmOptions);
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
        return stand.directory().resolve("classes.jsa");
    }

    private Path fresh() throws IOException {
        return Files.createTempDirectory(stand.directory(), "rowcast-run");
    }
}
