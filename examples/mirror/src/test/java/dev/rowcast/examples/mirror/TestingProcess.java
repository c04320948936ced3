package dev.rowcast.examples.mirror;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A Java program in a process of its own, to be killed. It ends with this JVM at the latest. One thread. */
final class TestingProcess implements AutoCloseable {
    private static final Path ROWCAST = Path.of("../../app/target/rowcast.jar");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;

    private TestingProcess(List<String> arguments, Map<String, String> environment) throws IOException {
        log = Files.createTempFile(Files.createDirectories(Path.of("target", "testing")), "process-", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=UTF-8",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(MYSQL|MQTT|ROWCAST|MIRROR)_.*"));
        builder.environment().putAll(environment);
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** The product as it is built; returns at once. */
    static TestingProcess rowcast(Map<String, String> environment) throws IOException {
        if (!Files.exists(ROWCAST)) {
            throw new IllegalStateException(ROWCAST + " is missing: run mvn verify for the whole checkout");
        }
        return new TestingProcess(List.of("-jar", ROWCAST.toString(), "run"), environment);
    }

    /** The mirror as it is compiled; returns at once. */
    static TestingProcess mirror(Map<String, String> environment) throws IOException {
        return new TestingProcess(
                List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()), environment);
    }

    /** The first line with this in it; waits for it. */
    String awaitLine(String part) {
        Awaitility.await(part)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .failFast(() -> {
                    if (!process.isAlive() && !hasLine(part)) {
                        throw new AssertionError("it has ended:\n" + output());
                    }
                })
                .until(() -> hasLine(part));
        return output().lines().filter(line -> line.contains(part)).findFirst().orElseThrow();
    }

    private boolean hasLine(String part) {
        return output().contains(part);
    }

    /** Waits until it has ended by itself; returns its exit code. */
    int awaitEnd() {
        Awaitility.await("it ends").atMost(LIMIT).until(() -> !process.isAlive());
        return process.exitValue();
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
