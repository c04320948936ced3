package dev.rowcast.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.testing.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However Rowcast is started, it is the same JVM that was measured, until an operator says otherwise. */
final class JvmOptionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"rowcast", "app/Dockerfile", "deploy/systemd/rowcast.service"})
    void areThoseThatWereMeasuredAndThenTheOperators(String file) throws IOException {
        assertThat(Checkout.read(file)).containsPattern("java\"? \\S*@\\S*java\\.options.*\\$\\{?ROWCAST_JAVA_OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rowcast", "app/Dockerfile", "deploy/systemd/rowcast.service"})
    void areInOnePlace(String file) throws IOException {
        String started = Checkout.read(file)
                .lines()
                .filter(line -> line.matches(".*@\\S*java\\.options.*"))
                .collect(joining());

        assertThat(started).isNotEmpty().doesNotContain("-XX:+", "-Xm", "-XX:Tiered");
    }

    /** Java reads the file when it starts. */
    @Test
    void areUnderstood() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "@" + Checkout.ROOT.resolve("app/java.options"),
                        "-XX:+PrintFlagsFinal",
                        "-XshowSettings:properties",
                        "-version")
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                .contains(" file.encoding = UTF-8")
                .containsPattern(" UseSerialGC += true ")
                .containsPattern(" TieredStopAtLevel += 1 ")
                .containsPattern(" ExitOnOutOfMemoryError += true ");
        assertThat(process.waitFor()).isZero();
    }
}
