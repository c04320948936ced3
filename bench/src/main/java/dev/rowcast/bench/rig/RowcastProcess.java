package dev.rowcast.bench.rig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code rowcast run} in a process of its own, with default settings but for those that are given: so with its embedded broker,
 * on ports that the system picks. One thread.
 */
public record RowcastProcess(JavaProcess java) implements AutoCloseable {
    /** What the {@code rowcast} script starts, from the checkout. */
    public static final Path JAR = Path.of("app", "target", "rowcast.jar");

    /** Without an archive of classes; of two that contradict each other a JVM takes the last. */
    private static final List<String> JVM_OPTIONS = List.of(JavaProcess.LAUNCHER_OPTIONS);

    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Pattern PAGE = label("Page");
    private static final Pattern BROKER = label("MQTT");
    private static final Pattern WEB_SOCKET = label("WebSocket");

    /**
     * Starts it, and does not wait. What it has of its own, its checkpoint among it, is in {@code directory}, where a later one
     * finds it.
     *
     * @param jvmOptions beside those of the {@code rowcast} script
     * @param user in the database, who has its name as password
     * @param settings by the names that they have in the environment
     */
    public static RowcastProcess launch(
            BenchDatabase database, String user, Path directory, List<String> jvmOptions, Map<String, String> settings)
            throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "MYSQL_HOST", "127.0.0.1",
                "MYSQL_PORT", Integer.toString(database.port()),
                "MYSQL_USER", user,
                "MYSQL_PASSWORD", database.password(user),
                "MYSQL_DATABASE", "shop",
                "ROWCAST_DATA_DIR", directory.resolve("rowcast").toString(),
                "ROWCAST_MQTT_PORT", "0",
                "ROWCAST_WS_PORT", "0",
                "ROWCAST_HTTP_PORT", "0"));
        environment.putAll(settings);
        List<String> options = new ArrayList<>(JVM_OPTIONS);
        options.addAll(jvmOptions);
        JavaProcess.Program program =
                new JavaProcess.Program(JAR.toString(), "dev.rowcast.cli.Main", options, List.of("run"), environment);
        return new RowcastProcess(JavaProcess.start(program, Files.createTempFile(directory, "rowcast", ".log")));
    }

    /** The same, and returns when it follows the database. */
    public static RowcastProcess start(
            BenchDatabase database, String user, Path directory, List<String> jvmOptions, Map<String, String> settings)
            throws IOException, InterruptedException {
        return launch(database, user, directory, jvmOptions, settings).readyWithin(START_LIMIT);
    }

    /** This, once it follows the database; or it is ended. */
    public RowcastProcess readyWithin(Duration limit) throws IOException, InterruptedException {
        boolean ready = false;
        try {
            awaitReady(limit);
            ready = true;
            return this;
        } finally {
            if (!ready) {
                close();
            }
        }
    }

    /** Waits until it follows the database, and the state of all rows is with the broker. */
    public void awaitReady(Duration limit) throws IOException, InterruptedException {
        HttpAnswer.await(page().resolve("readyz"), java, limit);
    }

    /**
     * What {@code /metrics} says; the sum, if that is about several things.
     *
     * @param name of the metric, or that and the beginning of its labels
     */
    public double metric(String name) throws IOException, InterruptedException {
        try (InputStream metrics = page().resolve("metrics").toURL().openStream()) {
            return new String(metrics.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name) && " {,}".indexOf(line.charAt(name.length())) >= 0)
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        }
    }

    /** What of its heap is in use after a full collection, in bytes. */
    public long heapInUse() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        int exit = new ProcessBuilder(jcmd, Long.toString(java.process().pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("jcmd GC.run ended with " + exit);
        }
        return Math.round(metric("jvm_memory_used_bytes{area=\"heap\""));
    }

    /** Where its broker is, its own or another. */
    public URI broker() throws IOException, InterruptedException {
        return printed(BROKER);
    }

    /** Where its broker takes WebSockets. */
    public URI webSocket() throws IOException, InterruptedException {
        return printed(WEB_SOCKET);
    }

    /** Where its page is; as soon as it is there. */
    public URI page() throws IOException, InterruptedException {
        return printed(PAGE);
    }

    private static Pattern label(String label) {
        return Pattern.compile("^\\s*" + label + "\\s+(\\S+)");
    }

    private URI printed(Pattern label) throws IOException, InterruptedException {
        return URI.create(java.awaitLine(label, START_LIMIT).group(1));
    }

    @Override
    public void close() {
        java.close();
    }
}
