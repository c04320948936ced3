package dev.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.config.Preset;
import dev.rowcast.config.SettingSources;
import dev.rowcast.config.SettingsLoader;
import dev.rowcast.preflight.Check;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Group;
import dev.rowcast.preflight.Report;
import dev.rowcast.preflight.Section;
import dev.rowcast.preflight.Severity;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingPorts;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code check} tells of real servers and brokers that are as they should be, and of some that are not. */
final class InspectorIT {
    /** What there is only with several servers, patterns, file and position, or an external broker. */
    private static final Set<Check> NOT_ALWAYS = EnumSet.of(
            Check.SEVERAL_SERVERS,
            Check.ERRANT_TRANSACTIONS,
            Check.PATTERNS,
            Check.LOCK_TABLES,
            Check.BROKER_DNS,
            Check.BROKER_TCP,
            Check.BROKER_TLS,
            Check.BROKER_LOGIN);

    private static final Set<Check> ON_MYSQL_ALONE = EnumSet.of(
            Check.BINLOG_ROW_VALUE_OPTIONS,
            Check.BINLOG_ORDER_COMMITS,
            Check.BINLOG_TRANSACTION_COMPRESSION,
            Check.GTID_MODE);

    @TempDir
    private Path directory = Path.of("unset");

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void everythingIsToldThatIsFine(TestingFlavour flavour) throws Exception {
        Report report = inspect(settings(flavour));

        assertThat(report.ready()).isTrue();
        Set<Check> expected = EnumSet.complementOf(EnumSet.copyOf(NOT_ALWAYS));
        expected.removeAll(flavour == TestingFlavour.MYSQL ? EnumSet.of(Check.LOG_BIN_COMPRESS) : ON_MYSQL_ALONE);
        assertThat(report.findings()).extracting(Finding::check).containsExactlyElementsOf(expected);
        assertThat(report.findings())
                .filteredOn(finding -> finding.severity() != Severity.OK)
                .as("MariaDB lists replicas to few")
                .allMatch(finding ->
                        finding.check() == Check.SERVER_ID_CLASH && finding.severity() == Severity.NOT_CHECKED);
        assertThat(report.sections())
                .extracting(Section::group)
                .containsExactly(Group.DATABASE, Group.TABLES, Group.BROKER, Group.MACHINE);
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aWrongPasswordLeavesNothingUnsaid(TestingFlavour flavour) throws Exception {
        Report report = inspect(settings(flavour).with("MYSQL_PASSWORD", "geheim"));

        assertThat(one(report, Check.TCP).severity()).isEqualTo(Severity.OK);
        assertThat(one(report, Check.LOGIN).severity()).isEqualTo(Severity.ERROR);
        assertThat(one(report, Check.LOGIN).remedy()).contains("MYSQL_PASSWORD");
        for (Check check : List.of(Check.TLS, Check.LOG_BIN, Check.SAVED_POSITION, Check.SELECT, Check.ROW_SIZE)) {
            assertThat(one(report, check).severity()).as(check.id()).isEqualTo(Severity.NOT_CHECKED);
        }
        assertThat(one(report, Check.EMBEDDED_BROKER).severity()).isEqualTo(Severity.OK);
        assertThat(one(report, Check.HTTP_PORT).severity()).isEqualTo(Severity.OK);
        assertThat(report.toString()).doesNotContain("geheim");
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void severalProblemsAreToldAtOnce(TestingFlavour flavour) throws Exception {
        TestingDatabase database = flavour.shared();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            database.execute(
                    "CREATE DATABASE checked",
                    "CREATE TABLE checked.keyless (name VARCHAR(10))",
                    "CREATE TABLE checked.large (id INT PRIMARY KEY, note LONGTEXT)",
                    "CREATE USER 'checker'@'%' IDENTIFIED BY 'secret'",
                    "GRANT SELECT ON checked.* TO 'checker'@'%'");
            Report report = inspect(settings(flavour)
                    .with("MYSQL_USER", "checker")
                    .with("MYSQL_PASSWORD", "secret")
                    .with("MYSQL_DATABASE", "checked")
                    .with("ROWCAST_TABLES", "keyless,large")
                    .with("ROWCAST_HTTP_PORT", Integer.toString(taken.getLocalPort())));

            assertThat(report.findings())
                    .filteredOn(finding -> finding.severity() == Severity.ERROR)
                    .extracting(Finding::check)
                    .containsExactly(
                            Check.REPLICATION_SLAVE, Check.REPLICATION_CLIENT, Check.PRIMARY_KEY, Check.HTTP_PORT);
            assertThat(one(report, Check.BINLOG_FILTERS).severity()).isEqualTo(Severity.NOT_CHECKED);
            assertThat(report.findings())
                    .filteredOn(finding -> finding.check() == Check.ROW_SIZE)
                    .extracting(Finding::severity)
                    .containsExactly(Severity.OK, Severity.WARNING);
        } finally {
            database.execute("DROP DATABASE IF EXISTS checked", "DROP USER IF EXISTS 'checker'@'%'");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void thePlaceToGoOnFromIsComparedWithWhatTheServerHas(TestingFlavour flavour) throws Exception {
        TestingSettings settings = settings(flavour);
        try (TestingRowcast rowcast = TestingRowcast.start(settings)) {
            rowcast.stop();
        }
        Path file = directory.resolve("rowcast.checkpoint.json");

        assertThat(one(inspect(settings), Check.SAVED_POSITION).found()).endsWith(", from which the server has all");

        String saved = Files.readString(file);
        Files.writeString(
                file,
                switch (flavour) {
                    // As after a purge, and as after a backup was restored.
                    case MARIADB -> saved.replaceAll("\"file\":\"binlog\\.\\d+\"", "\"file\":\"binlog.000000\"");
                    case MYSQL -> saved.replaceAll("\"gtids\":\"[^\"]*\"", "\"gtids\":\"" + elsewhere() + "\"");
                });
        Report report = inspect(settings);
        Finding lost = one(report, Check.SAVED_POSITION);
        assertThat(lost.severity()).isEqualTo(Severity.WARNING);
        assertThat(lost.found())
                .contains(
                        switch (flavour) {
                            case MARIADB -> "no longer has the binlog file binlog.000000";
                            case MYSQL -> "restored or replaced";
                        });
        assertThat(lost.remedy()).contains("announces the gap", "binlog_expire_logs_seconds");
        assertThat(report.ready()).isTrue();
    }

    private static String elsewhere() {
        return "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5";
    }

    @Test
    void aBrokerThatRefusesWhatIsPublishedAndTheDatabaseAreToldTogether() throws Exception {
        TestingFlavour flavour = TestingFlavour.MARIADB;
        try (TestingMosquitto broker =
                TestingMosquitto.start(directory, TestingMosquitto.Options.rights("topic readwrite rowcast/#"))) {
            Report report = inspect(TestingSettings.external(flavour.shared(), directory, broker)
                    .with("MYSQL_PORT", Integer.toString(TestingPorts.free())));

            assertThat(report.findings())
                    .filteredOn(finding -> finding.severity().blocks())
                    .extracting(Finding::check)
                    .containsExactly(Check.TCP, Check.PERMISSION_TO_PUBLISH);
            assertThat(one(report, Check.DATA_DIRECTORY).severity()).isEqualTo(Severity.OK);
        }
    }

    @Test
    void eachOfSeveralServersIsJudged() throws Exception {
        TestingDatabase database = TestingFlavour.MARIADB.shared();
        Report report = inspect(settings(TestingFlavour.MARIADB)
                .with("MYSQL_HOST", database.host() + ":" + database.port() + ",no-such-host.invalid"));

        assertThat(report.findings())
                .filteredOn(finding -> finding.check() == Check.DNS)
                .extracting(Finding::severity)
                .containsExactly(Severity.OK, Severity.UNREACHABLE);
        assertThat(report.findings())
                .filteredOn(finding -> finding.check() == Check.SEVERAL_SERVERS)
                .first()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
                    assertThat(finding.remedy()).contains("name one server in MYSQL_HOST");
                });
        assertThat(report.sections())
                .extracting(Section::group)
                .containsExactly(
                        Group.DATABASE,
                        Group.TABLES,
                        Group.DATABASE,
                        Group.TABLES,
                        Group.DATABASE,
                        Group.BROKER,
                        Group.MACHINE);
    }

    private TestingSettings settings(TestingFlavour flavour) {
        return TestingSettings.embedded(flavour.shared(), directory);
    }

    private static Report inspect(TestingSettings settings) throws Exception {
        return Inspector.inspect(SettingsLoader.load(new SettingSources(settings.texts(), Map.of(), null, Preset.RUN))
                .settings());
    }

    private static Finding one(Report report, Check check) {
        return report.findings().stream()
                .filter(finding -> finding.check() == check)
                .findFirst()
                .orElseThrow();
    }
}
