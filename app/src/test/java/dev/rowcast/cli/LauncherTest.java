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

    private static final String ARCHIVED = "-XX:SharedArchiveFile=";

    private final Path directory;

    LauncherTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void runsInUtf8WhereThereIsNoLocale() throws Exception {
        assertThat(launch(Map.of("LANG", "C"), "check"))
                .contains("LC_ALL=C.UTF-8")
                .endsWith("dev.rowcast.cli.Main", "check");
        assertThat(launch(Map.of(), "check")).contains("LC_ALL=C.UTF-8");
    }

    @Test
    void keepsTheLocaleThatThereIs() throws Exception {
        assertThat(launch(Map.of("LANG", "de_DE.UTF-8"), "check")).contains("LC_ALL=");
    }

    @Test
    void operatorsOptionsForJavaComeLastAndAreSplitAtSpacesAlone() throws Exception {
        Files.createFile(directory.resolve("anything"));

        assertThat(launch(Map.of("ROWCAST_JAVA_OPTIONS", " -Xmx1g  -Dx=* "), "check"))
                .containsSubsequence("@" + directory.toRealPath() + "/app/java.options", "-Xmx1g", "-Dx=*", "-cp")
                .endsWith("dev.rowcast.cli.Main", "check");
    }

    @Test
    void takesClassesFromTheArchiveOfThisJvmAlone() throws Exception {
        assertThat(launch(Map.of(), "run")).noneMatch(word -> word.startsWith(ARCHIVED));

        Path another = directory.resolve("app/target/classes-1.jsa");
        Files.writeString(another, "");
        assertThat(launch(Map.of(), "run")).noneMatch(word -> word.startsWith(ARCHIVED));
    }

    @Test
    void makesTheArchiveAsItBuilds() throws Exception {
        Files.createDirectories(directory.resolve("app/target"));
        Files.writeString(directory.resolve("app/target/classes-1.jsa"), "of the build before");
        executable(directory.resolve("java/bin/javac"), "#!/bin/sh");
        executable(directory.resolve("tools/mvn"), "#!/bin/sh\n: >app/target/rowcast.jar");
        executable(directory.resolve("app/archive-classes"), "#!/bin/sh\necho \"$1 $2\" >\"$3\"");

        String taken = start(Map.of(), "run").stream()
                .filter(word -> word.startsWith(ARCHIVED))
                .findFirst()
                .orElseThrow();

        Path archive = Path.of(taken.substring(ARCHIVED.length()));
        Path home = directory.toRealPath();
        assertThat(archive).content().isEqualTo(directory + "/java/bin/java " + home + "/app/target/rowcast.jar\n");
        assertThat(directory.resolve("app/target/classes-1.jsa")).doesNotExist();
        assertThat(launch(Map.of(), "check")).contains(taken);
    }

    @Test
    void startsWithoutAnArchiveThatCanNotBeMade() throws Exception {
        executable(directory.resolve("java/bin/javac"), "#!/bin/sh");
        executable(directory.resolve("tools/mvn"), "#!/bin/sh\n: >app/target/rowcast.jar");
        executable(directory.resolve("app/archive-classes"), "#!/bin/sh\nexit 1");

        assertThat(start(Map.of(), "run"))
                .noneMatch(word -> word.startsWith(ARCHIVED))
                .endsWith("dev.rowcast.cli.Main", "run");
    }

    /** With a build that is there. */
    private List<String> launch(Map<String, String> environment, String argument) throws Exception {
        Files.createDirectories(directory.resolve("app/target"));
        Files.writeString(directory.resolve("app/target/rowcast.jar"), "");
        Files.writeString(directory.resolve("app/target/built"), "");
        return start(environment, argument);
    }

    private List<String> start(Map<String, String> environment, String argument) throws Exception {
        Path script = Files.copy(
                Path.of("..", "rowcast"),
                Files.createTempFile(directory, "rowcast", ""),
                StandardCopyOption.REPLACE_EXISTING);
        executable(directory.resolve("java/bin/java"), JAVA);
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", script.toString(), argument);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().merge("PATH", directory + "/tools:", (path, tools) -> tools + path);
        builder.environment().putAll(environment);
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
