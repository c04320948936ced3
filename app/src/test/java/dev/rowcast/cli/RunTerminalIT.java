package dev.rowcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.testing.TestingPty;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code rowcast run} in a terminal, with its own broker, and a database that does not answer. */
@Timeout(180)
final class RunTerminalIT {
    private final Path directory;

    RunTerminalIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void statusStaysBelowTheLogAndIsGoneAfterCtrlC() throws Exception {
        try (TestingPty terminal = TestingPty.start(environment(), "run")) {
            terminal.awaitLine("WARN", "trying again");
            terminal.await("the status behind the log", screen -> {
                List<String> lines =
                        screen.lines().stream().filter(line -> !line.isEmpty()).toList();
                int log = lines.indexOf(lines.stream()
                        .filter(line -> line.contains("trying again"))
                        .findFirst()
                        .orElse(""));
                int status = lines.indexOf(lines.stream()
                        .filter(line -> line.startsWith("● ") && line.contains("0 rows/s  lag 0 ms  0 subscribers"))
                        .findFirst()
                        .orElse("none"));
                return status > log && log > 0;
            });
            assertThat(terminal.screen().styleOf("WARN")).isNotEmpty();
            terminal.type("\u0003");

            terminal.awaitExit(0);
            assertThat(terminal.screen().toString()).doesNotContain("rows/s").contains("trying again");
        }
    }

    @Test
    void hasNoColoursWhereTheyAreNotWanted() throws Exception {
        Map<String, String> environment = environment();
        environment.put("NO_COLOR", "1");
        try (TestingPty terminal = TestingPty.start(environment, "run")) {
            terminal.awaitLine("WARN", "trying again");
            terminal.awaitLine("● ", "rows/s");

            assertThat(terminal.screen().styleOf("WARN")).isEmpty();
            assertThat(terminal.screen().styleOf("● ")).doesNotContain("3");
            terminal.type("\u0003");
            terminal.awaitExit(0);
        }
    }

    @Test
    void printsNothingButJsonWhereItIsAskedFor() throws Exception {
        try (TestingPty terminal =
                TestingPty.start(environment(), "run", "--log-format=json", "--mysql-host=no.invalid")) {
            terminal.awaitLine("{\"timestamp\":");
            terminal.await("a warning", screen -> screen.toString().contains("\"level\":\"WARN\""));
            assertThat(terminal.screen().toString())
                    .doesNotContain("●", "Watch  ")
                    .startsWith("{\"timestamp\":");
            terminal.type("\u0003");
            terminal.await("the end", screen -> screen.toString().contains("ended 0"));
        }
    }

    private Map<String, String> environment() {
        return new HashMap<>(Map.of(
                "MYSQL_HOST", "127.0.0.1",
                // reserved: nothing listens there
                "MYSQL_PORT", "1",
                "ROWCAST_MQTT_PORT", "0",
                "ROWCAST_WS_PORT", "0",
                "ROWCAST_HTTP_PORT", "0",
                "ROWCAST_DATA_DIR", directory.toString()));
    }
}
