package dev.rowcast.testing;

import dev.rowcast.cli.Main;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** {@code rowcast run} as a process of its own, for what only a process can suffer. One thread. */
public final class TestingRowcastProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOG_LIMIT = Duration.ofSeconds(10);

    private final Process process;
    private final Path log;
    private final Thread logging;

    private TestingRowcastProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        logging = new Thread(this::writeLog, "log " + process.pid());
        logging.setDaemon(true);
        logging.start();
    }

    /** Through a pipe, which a full disk does not touch. */
    private void writeLog() {
        try (InputStream printed = process.getInputStream()) {
            Files.copy(printed, log, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // the process has ended
        }
    }

    /**
     * Returns at once.
     *
     * @param javaOptions besides those that the launcher and the image give; stronger than these
     */
    public static TestingRowcastProcess launch(TestingSettings settings, String... javaOptions) throws IOException {
        Path log = Files.createTempFile(Files.createDirectories(Path.of("target", "testing")), "rowcast-", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=UTF-8",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(Arrays.asList(javaOptions));
        command.addAll(List.of("-cp", productClassPath(), Main.class.getName(), "run"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(MYSQL|MQTT|ROWCAST)_.*"));
        builder.environment().putAll(settings.texts());
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end " + process.pid()));
        return new TestingRowcastProcess(process, log);
    }

    /** Without the tests, which bring a configuration of the log. */
    private static String productClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns when it streams. */
    public static TestingRowcastProcess start(TestingSettings settings) throws IOException {
        TestingRowcastProcess rowcast = launch(settings);
        try {
            rowcast.awaitReady();
            return rowcast;
        } catch (RuntimeException | Error e) {
            rowcast.close();
            throw e;
        }
    }

    public void awaitReady() {
        await("is ready", this::isReady);
    }

    /** Waits until it listens, ready or not, and returns the broker's address. */
    public URI mqttUrl() {
        await("tells where its broker is", () -> printed("MQTT").isPresent());
        return URI.create(printed("MQTT").orElseThrow());
    }

    public URI httpUrl() {
        await("tells where its page is", () -> printed("Page").isPresent());
        return URI.create(printed("Page").orElseThrow());
    }

    private void await(String what, java.util.concurrent.Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .atMost(START_LIMIT)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        if (!process.isAlive()) {
                            throw new AssertionError("ended with " + process.exitValue());
                        }
                        return condition.call();
                    });
        } catch (RuntimeException | Error e) {
            throw new AssertionError("waiting until it " + what + ": " + e.getMessage() + "\n" + output(), e);
        }
    }

    public boolean isReady() {
        return printed("Page").isPresent() && get(httpUrl().resolve("readyz")) == 200;
    }

    /** As {@link #isReady}, but not while it stands by. */
    public boolean isStreaming() {
        try {
            return isReady()
                    && new TestingPage(httpUrl()).get("/readyz?verbose").contains("[+]relay streaming");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int get(URI url) {
        try {
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
            connection.setConnectTimeout(2000);
            connection.setReadTimeout(2000);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status;
        } catch (IOException e) {
            return 0;
        }
    }

    private Optional<String> printed(String label) {
        try (Stream<String> lines = output().lines()) {
            return lines.map(String::strip)
                    .filter(line -> line.startsWith(label + " "))
                    .map(line -> line.split("\\s+", 3)[1])
                    .findFirst();
        }
    }

    /** Everything it has written so far, to stdout and stderr. */
    public String output() {
        if (!process.isAlive()) {
            awaitLog();
        }
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines for people among it: without the log and the greeting. */
    public List<String> complaints() {
        return output().lines().filter(line -> line.startsWith("rowcast: ")).toList();
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    private void awaitLog() {
        try {
            logging.join(LOG_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * From now on it can write to no file, as if every disk were full; the error is EFBIG in place of ENOSPC, which the JVM
     * tells as an IOException too.
     */
    public void fillDisk() throws IOException, InterruptedException {
        limitFiles("0");
    }

    /** It can write to files again. */
    public void freeDisk() throws IOException, InterruptedException {
        limitFiles("unlimited");
    }

    private void limitFiles(String bytes) throws IOException, InterruptedException {
        run("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":");
    }

    /** Sends a signal by its name, such as INT; does not wait. */
    public void signal(String name) throws IOException, InterruptedException {
        run("kill", "-" + name, Long.toString(process.pid()));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int outcome = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (outcome != 0) {
            throw new IOException(command[0] + " ended with " + outcome);
        }
    }

    /** Its exit code. */
    public int awaitExit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("did not end within " + limit + "\n" + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
        awaitLog();
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
