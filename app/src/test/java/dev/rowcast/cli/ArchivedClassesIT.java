package dev.rowcast.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.ProductVersion;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code app/archive-classes}, and what this JVM makes of the archive, with the jar that the build has just made. */
final class ArchivedClassesIT {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path JAR = Path.of("target", "rowcast.jar").toAbsolutePath();

    private final Path directory;

    ArchivedClassesIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void areTakenWhereTheyFitAndPassedOverInSilenceElsewhere() throws Exception {
        Path place = Files.createDirectory(directory.resolve("a place"));
        Path archive = place.resolve("classes.jsa");

        assertThat(run(List.of("./archive-classes", JAVA.toString(), JAR.toString(), archive.toString())))
                .isEmpty();

        assertThat(place.toFile().list()).containsExactly("classes.jsa");
        String other = Path.of(CommandLine.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        assertThat(version(archive, JAR.toString(), true))
                .contains("dev.rowcast.cli.Main source: shared objects file (top)");
        // As the demo has it.
        assertThat(version(archive, JAR + File.pathSeparator + other, true))
                .contains("dev.rowcast.cli.Main source: shared objects file (top)");
        assertThat(version(archive, other + File.pathSeparator + JAR, false))
                .isEqualTo("rowcast " + ProductVersion.get() + "\n");
    }

    @Test
    void nothingIsLeftWhereNoneCanBeMade() throws Exception {
        Path archive = directory.resolve("classes.jsa");

        assertThat(run(List.of(
                        "./archive-classes",
                        JAVA.toString(),
                        directory.resolve("no.jar").toString(),
                        archive.toString())))
                .contains("has written no archive");

        assertThat(directory).isEmptyDirectory();
    }

    private static String version(Path archive, String classPath, boolean telling) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(JAVA.toString(), "@java.options", "-XX:SharedArchiveFile=" + archive));
        if (telling) {
            command.add("-Xlog:class+load");
        }
        command.addAll(List.of("-cp", classPath, "dev.rowcast.cli.Main", "--version"));
        return run(command);
    }

    /** In the module's directory; what it prints, both streams. */
    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return printed;
    }
}
