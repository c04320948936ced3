package dev.rowcast.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rowcast.cli.Main;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Rowcast in a terminal of 100 columns and 24 rows, which util-linux's {@code script} gives it. One thread. */
public final class TestingPty implements AutoCloseable {
    private static final int COLUMNS = 100;
    private static final int ROWS = 24;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final TestingScreen screen = new TestingScreen(COLUMNS, ROWS);
    private final Thread reading;

    private TestingPty(Process process) {
        this.process = process;
        reading = new Thread(this::read, "pty");
        reading.setDaemon(true);
        reading.start();
    }

    /** Skips the test, visibly, where there is no {@code script}. */
    public static TestingPty start(Map<String, String> environment, String... arguments) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "util-linux's script is not installed");
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=UTF-8",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                Main.class.getName()));
        command.addAll(List.of(arguments));
        // the exit code is shown, for script's own stays with script
        // the shell has to outlive a Ctrl-C
        String line = "trap : INT; stty cols " + COLUMNS + " rows " + ROWS + "; "
                + command.stream().map(TestingPty::quoted).collect(Collectors.joining(" "))
                + "; echo \"ended $?\"; stty -a";
        ProcessBuilder builder =
                new ProcessBuilder("/usr/bin/script", "-qfc", line, "/dev/null").redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(MYSQL|MQTT|ROWCAST)_.*|NO_COLOR|COLUMNS|LINES"));
        builder.environment().put("TERM", "xterm-256color");
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        return new TestingPty(builder.start());
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private void read() {
        byte[] bytes = new byte[8192];
        int kept = 0;
        try (InputStream input = process.getInputStream()) {
            for (int read = input.read(bytes, kept, bytes.length - kept);
                    read >= 0;
                    read = input.read(bytes, kept, bytes.length - kept)) {
                int length = kept + read;
                int whole = wholeCharacters(bytes, length);
                screen.feed(Arrays.copyOf(bytes, whole));
                System.arraycopy(bytes, whole, bytes, 0, length - whole);
                kept = length - whole;
            }
        } catch (IOException e) {
            // the process has ended
        }
    }

    /** How many of the bytes are no beginning of a character in UTF-8. */
    private static int wholeCharacters(byte[] bytes, int length) {
        for (int back = 1; back <= Math.min(3, length); back++) {
            int octet = bytes[length - back] & 0xff;
            if (octet >= 0xc0) {
                int needed = octet >= 0xf0 ? 4 : octet >= 0xe0 ? 3 : 2;
                return needed > back ? length - back : length;
            }
        }
        return length;
    }

    public TestingScreen screen() {
        return screen;
    }

    /** Waits until the screen shows what is expected. */
    public void await(String what, Predicate<TestingScreen> condition) {
        try {
            Awaitility.await(what)
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        // what it wrote last may still be on its way
                        boolean over = !reading.isAlive();
                        boolean met = condition.test(screen);
                        if (over && !met) {
                            throw new AssertionError("it has ended");
                        }
                        return met;
                    });
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("waiting for: " + what + "\n" + screen, e);
        }
    }

    /** Waits until a line contains all of the words. */
    public void awaitLine(String... words) {
        await(Arrays.toString(words), shown -> shown.lines().stream()
                .anyMatch(line -> Arrays.stream(words).allMatch(line::contains)));
    }

    public void type(String keys) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write(keys.getBytes(UTF_8));
        input.flush();
    }

    /** Waits until the program has ended and the terminal tells how it is set. */
    public void awaitExit(int code) {
        awaitLine("ended " + code);
        await("stty's answer", shown -> shown.toString().contains("icanon"));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
