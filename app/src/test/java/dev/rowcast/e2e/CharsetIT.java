package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.ExitCode;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingRowcastProcess;
import dev.rowcast.testing.TestingSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Passwords with any character, whatever the locale of the process. */
final class CharsetIT {
    private static final String PASSWORD = "pässwörd€密";
    private static final Duration GIVE_UP_LIMIT = Duration.ofSeconds(30);

    private final Path directory;

    CharsetIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aPasswordIsTakenFromTheEnvironmentWithoutALocale(TestingFlavour flavour) throws Exception {
        TestingSettings settings =
                settings(flavour.shared()).with("MYSQL_PASSWORD", PASSWORD).with("LC_ALL", "C");
        try (TestingRowcastProcess rowcast = TestingRowcastProcess.start(settings)) {
            assertThat(rowcast.output()).doesNotContain(PASSWORD);
        }
    }

    @Test
    void aPasswordThatJavaWouldSpoilIsNotSent() throws Exception {
        Path file = Files.writeString(directory.resolve("password"), PASSWORD);
        TestingSettings settings = settings(TestingFlavour.MARIADB.shared())
                .with("MYSQL_PASSWORD", "")
                .with("MYSQL_PASSWORD_FILE", file.toString());
        try (TestingRowcastProcess rowcast = TestingRowcastProcess.launch(settings, "-Dfile.encoding=US-ASCII")) {
            assertMisconfigured(rowcast, "start Java with -Dfile.encoding=UTF-8");
        }
    }

    @Test
    void aPasswordThatJavaHasSpoiltIsNotSent() throws Exception {
        TestingSettings settings = settings(TestingFlavour.MARIADB.shared()).with("MYSQL_PASSWORD", PASSWORD);
        try (TestingRowcastProcess rowcast = TestingRowcastProcess.launch(settings, "-Dfile.encoding=US-ASCII")) {
            assertMisconfigured(rowcast, "run in a UTF-8 locale (LC_ALL=C.UTF-8)");
        }
    }

    private static void assertMisconfigured(TestingRowcastProcess rowcast, String remedy) throws Exception {
        assertThat(rowcast.awaitExit(GIVE_UP_LIMIT)).as(rowcast.output()).isEqualTo(ExitCode.MISCONFIGURED);
        assertThat(rowcast.complaints()).singleElement().asString().contains(remedy);
    }

    private TestingSettings settings(TestingDatabase database) throws Exception {
        String user = "charset_" + System.nanoTime();
        database.execute(
                "CREATE USER '" + user + "'@'%' IDENTIFIED BY '" + PASSWORD + "'",
                "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '" + user + "'@'%'",
                "GRANT SELECT ON shop.* TO '" + user + "'@'%'");
        return TestingSettings.embedded(database, directory).with("MYSQL_USER", user);
    }
}
