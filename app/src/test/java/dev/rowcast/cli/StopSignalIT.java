package dev.rowcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.ExitCode;
import dev.rowcast.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A process that is told to stop, as service managers do. */
final class StopSignalIT {
    private static final int LIMIT_SECONDS = 20;

    @Test
    void endsWithZeroAfterEverythingWasClosed() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Waiting.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("running");

            process.toHandle().destroy();

            assertThat(lines.readLine()).isEqualTo("closed");
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(ExitCode.OK);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Runs until it is interrupted. */
    static final class Waiting {
        private Waiting() {}

        public static void main(String[] arguments) {
            Parts parts = new Parts(
                    (settings, audience) -> run(),
                    (settings, options, audience) -> run(),
                    settings -> {
                        throw new AssertionError("nobody shall be asked");
                    },
                    user -> new byte[0]);
            System.exit(CommandTree.create(parts, Map.of()).execute("run"));
        }

        private static Outcome run() throws InterruptedException {
            System.out.println("running");
            try {
                new CountDownLatch(1).await();
                return Outcome.STOPPED;
            } finally {
                System.out.println("closed");
            }
        }
    }
}
