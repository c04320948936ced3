package dev.rowcast.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Says its heap's limit, and works until it is ended. */
    public static final class Worker {
        private Worker() {}

        public static void main(String[] arguments) {
            System.out.println("heap of " + Runtime.getRuntime().maxMemory() + " for " + arguments[0]);
            double sum = 0;
            while (sum < Double.MAX_VALUE) {
                sum += Math.sqrt(sum + 1) % 1;
            }
        }
    }

    @Test
    void tellsWhatItPrintsAndUses(@TempDir Path directory) throws Exception {
        try (JavaProcess worker = start(Worker.class.getName(), directory)) {
            assertThat(worker.awaitLine(Pattern.compile("heap of (\\d+) for (.*)"), LIMIT)
                            .group(2))
                    .isEqualTo("one");

            ProcessUsage usage = worker.usage();
            while (usage.processorTime().compareTo(Duration.ofMillis(50)) < 0) {
                usage = worker.usage();
            }
            assertThat(usage.residentBytes()).isBetween(5L << 20, usage.peakResidentBytes());
        }
    }

    @Test
    void saysWhatAProgramPrintedThatEndsTooEarly(@TempDir Path directory) throws Exception {
        try (JavaProcess missing = start("no.such.Program", directory)) {
            assertThatThrownBy(() -> missing.awaitLine(Pattern.compile("ready"), LIMIT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no.such.Program");
        }
    }

    private static JavaProcess start(String mainClass, Path directory) throws IOException {
        return JavaProcess.start(
                new JavaProcess.Program(
                        System.getProperty("java.class.path"), mainClass, List.of("-Xmx32m"), List.of("one"), Map.of()),
                directory.resolve("log"));
    }
}
