package dev.rowcast.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedDatabaseIT {
    private static final Path BINARIES = Path.of("target", "testing", "mariadb-binaries");

    private final Path directory;

    EmbeddedDatabaseIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void keepsWhatTheUserChangedOverRestarts() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(settings("a directory", 0))) {
            execute(database, "DELETE FROM shop.orders");
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(settings("a directory", 0))) {
            assertThat(count(database)).isZero();
        }
    }

    @Test
    void endsWithAKilledJvm() throws Exception {
        LeftBehind jvm = startInAnotherJvm();
        jvm.process().destroyForcibly();
        awaitEnd(jvm.server());
    }

    @Test
    void endsAServerThatWasLeftBehindBeforeItStarts() throws Exception {
        LeftBehind jvm = startInAnotherJvm();
        jvm.server().children().forEach(ProcessHandle::destroyForcibly);
        jvm.process().destroyForcibly().waitFor();
        assertThat(jvm.server().isAlive()).isTrue();

        try (EmbeddedDatabase database = EmbeddedDatabase.start(settings("other", 0))) {
            assertThat(jvm.server().isAlive()).isFalse();
            assertThat(count(database)).isEqualTo(5);
        }
    }

    @Test
    void refusesADirectoryThatIsInUse() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(settings("one", 0))) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(settings("one", 0)))
                    .isInstanceOf(DemoDatabaseException.class)
                    .hasMessageContaining("Another Rowcast")
                    .hasMessageContaining("ROWCAST_DATA_DIR");
            assertThat(count(database)).isEqualTo(5);
        }
    }

    @Test
    void namesAPortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(settings("one", taken.getLocalPort())))
                    .isInstanceOf(DemoDatabaseException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("ROWCAST_DEMO_DB_PORT");
        }
    }

    @Test
    void saysWhyTheServerDidNotStart() {
        DemoDatabaseSettings settings =
                new DemoDatabaseSettings(directory.resolve("one"), BINARIES, 0, List.of("--no-such-option"));
        assertThatThrownBy(() -> EmbeddedDatabase.start(settings))
                .isInstanceOf(DemoDatabaseException.class)
                .hasMessageContaining("unknown option '--no-such-option'")
                .hasMessageContaining("mariadbd.log");
    }

    @Test
    void unpacksItsProgramsIntoAnyDirectory() throws Exception {
        DemoDatabaseSettings settings = DemoDatabaseSettings.below(directory.resolve("ein schöner 'Ort'"), 0);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(settings)) {
            assertThat(count(database)).isEqualTo(5);
        }
    }

    private DemoDatabaseSettings settings(String name, int port) {
        return new DemoDatabaseSettings(directory.resolve(name), BINARIES, port, List.of("--skip-ssl"));
    }

    private LeftBehind startInAnotherJvm() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DatabaseStarter.class.getName(),
                        directory.resolve("other").toString(),
                        BINARIES.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        while (line != null && !line.startsWith(DatabaseStarter.PID)) {
            line = output.readLine();
        }
        assertThat(line).isNotNull();
        long pid = Long.parseLong(line.substring(DatabaseStarter.PID.length()));
        return new LeftBehind(process, ProcessHandle.of(pid).orElseThrow());
    }

    private static void awaitEnd(ProcessHandle process) {
        await().atMost(Duration.ofSeconds(10)).until(() -> !process.isAlive());
    }

    private static long count(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM shop.orders")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://" + database.host() + ":" + database.port() + "/?sslMode=DISABLED", "rowcast", "rowcast");
    }

    private record LeftBehind(Process process, ProcessHandle server) {}
}
