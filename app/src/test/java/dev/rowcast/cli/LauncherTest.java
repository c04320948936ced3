package dev.rowcast.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code rowcast}, with a stand-in for Java that prints how it was started. */
final class LauncherTest {
    private static final String JAVA =
            """
            #!/bin/sh
            if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"' >&2; exit; fi
            printf '%s\\n' "LC_ALL=${LC_ALL:-}" "$@"
            """;

    private final Path directory;

    LauncherTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void runsInUtf8WhereThereIsNoLocale() throws Exception {
        assertThat(launch(Map.of("LANG", "C"), "check"))
                .contains("LC_ALL=C.UTF-8", "-Dfile.encoding=UTF-8")
                .endsWith("dev.rowcast.cli.Main", "check");
        assertThat(launch(Map.of(), "check")).contains("LC_ALL=C.UTF-8");
    }

    @Test
    void keepsTheLocaleThatThereIs() throws Exception {
        assertThat(launch(Map.of("LANG", "de_DE.UTF-8"), "check")).contains("LC_ALL=", "-Dfile.encoding=UTF-8");
    }

    private List<String> launch(Map<String, String> locale, String argument) throws Exception {
        Path script = Files.copy(
                Path.of("..", "rowcast"),
                Files.createTempFile(directory, "rowcast", ""),
                StandardCopyOption.REPLACE_EXISTING);
        Files.createDirectories(directory.resolve("app/target"));
        Files.writeString(directory.resolve("app/target/rowcast.jar"), "");
        Files.writeString(directory.resolve("app/target/built"), "");
        executable(directory.resolve("java/bin/java"), JAVA);
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", script.toString(), argument);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().putAll(locale);
        builder.environment().put("JAVA_HOME", directory.resolve("java").toString());
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
