package dev.rowcast.bench.polling;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code rowcast run} in a process of its own, with its embedded broker and default settings. One thread. */
record RowcastProcess(Process process, Path log) implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int OK = 200;

    /** Returns when it follows the database. */
    static RowcastProcess start(BenchDatabase database, Path directory) throws IOException, InterruptedException {
        Path log = directory.resolve("rowcast.log");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        Path.of("app", "target", "rowcast.jar").toString(),
                        "dev.rowcast.cli.Main",
                        "run"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(MYSQL|MQTT|ROWCAST)_.*"));
        builder.environment()
                .putAll(Map.of(
                        "MYSQL_HOST", "127.0.0.1",
                        "MYSQL_PORT", Integer.toString(database.port()),
                        "MYSQL_USER", Way.ROWCAST.user(),
                        "MYSQL_PASSWORD", Way.ROWCAST.user(),
                        "MYSQL_DATABASE", "shop",
                        "ROWCAST_DATA_DIR", directory.resolve("rowcast").toString(),
                        "ROWCAST_MQTT_PORT", "0",
                        "ROWCAST_WS_PORT", "0",
                        "ROWCAST_HTTP_PORT", "0"));
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end Rowcast"));
        RowcastProcess rowcast = new RowcastProcess(process, log);
        rowcast.awaitReady();
        return rowcast;
    }

    private void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                process.destroyForcibly();
                throw new IOException("Rowcast does not become ready:\n" + Files.readString(log));
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private boolean isReady() throws IOException {
        Optional<URI> page = printed("Page");
        if (page.isEmpty()) {
            return false;
        }
        HttpURLConnection connection =
                (HttpURLConnection) page.get().resolve("readyz").toURL().openConnection();
        try {
            return connection.getResponseCode() == OK;
        } finally {
            connection.disconnect();
        }
    }

    URI broker() throws IOException {
        return printed("MQTT").orElseThrow();
    }

    private Optional<URI> printed(String label) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(String::strip)
                    .filter(line -> line.startsWith(label + " "))
                    .map(line -> URI.create(line.split("\\s+", 3)[1]))
                    .findFirst();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
        process.destroyForcibly().onExit().join();
    }
}
