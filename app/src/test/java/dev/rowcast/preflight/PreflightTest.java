package dev.rowcast.preflight;

import static dev.rowcast.preflight.TestingFacts.error;
import static dev.rowcast.preflight.TestingFacts.mariadb;
import static dev.rowcast.preflight.TestingFacts.mariadbBinlog;
import static dev.rowcast.preflight.TestingFacts.mysql;
import static dev.rowcast.preflight.TestingFacts.mysqlBinlog;
import static dev.rowcast.preflight.TestingFacts.toMend;
import static dev.rowcast.preflight.TestingFacts.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PreflightTest {

    @Test
    void findsNothingToMend() {
        assertThat(toMend(mysql())).isEmpty();
        assertThat(toMend(mariadb())).isEmpty();
        assertThat(Preflight.check(mysql(), TestingFacts.EXPECTED))
                .extracting(Finding::severity)
                .containsOnly(Severity.OK);
        assertThat(Findings.allowFollowing(Preflight.check(mysql(), TestingFacts.EXPECTED)))
                .isTrue();
        assertThat(Findings.describe(Preflight.check(mysql(), TestingFacts.EXPECTED)))
                .isEmpty();
    }

    @Test
    void binlogIsOff() {
        assertThat(toMend(with(mysql(), mysqlBinlog(false, "ROW", "FULL", "FULL", "ON"))))
                .containsExactly(error(
                        "log_bin",
                        "OFF",
                        "in my.cnf, section [mysqld], log_bin = binlog (and no skip_log_bin), and restart the server"));
        assertThat(toMend(with(mariadb(), mariadbBinlog(false, "ROW", "FULL", "FULL", "OFF"))))
                .containsExactly(error(
                        "log_bin", "OFF", "in my.cnf, section [mariadb], log_bin = binlog, and restart the server"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STATEMENT", "MIXED"})
    void binlogHoldsStatements(String format) {
        assertThat(toMend(with(mysql(), mysqlBinlog(true, format, "FULL", "FULL", "ON"))))
                .containsExactly(error(
                        "binlog_format",
                        format,
                        "SET PERSIST binlog_format = 'ROW', then reconnect the applications that write"));
        assertThat(toMend(with(mariadb(), mariadbBinlog(true, format, "FULL", "FULL", "OFF"))))
                .containsExactly(error(
                        "binlog_format",
                        format,
                        "SET GLOBAL binlog_format = 'ROW', and in my.cnf, section [mariadb], binlog_format = ROW, then"
                                + " reconnect the applications that write"));
    }

    @Test
    void serverThatNoLongerKnowsFormatsWritesRows() {
        assertThat(toMend(with(mysql(), mysqlBinlog(true, null, "FULL", "FULL", "ON"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MINIMAL", "NOBLOB"})
    void rowImagesLackColumns(String image) {
        assertThat(toMend(with(mysql(), mysqlBinlog(true, "ROW", image, "FULL", "ON"))))
                .containsExactly(error(
                        "binlog_row_image",
                        image,
                        "SET PERSIST binlog_row_image = 'FULL', then reconnect the applications that write"));
        assertThat(toMend(with(mariadb(), mariadbBinlog(true, "ROW", image, "FULL", "OFF"))))
                .extracting(Finding::subject)
                .containsExactly("binlog_row_image");
    }

    @Test
    void metadataLackColumnNames() {
        assertThat(toMend(with(mysql(), mysqlBinlog(true, "ROW", "FULL", "MINIMAL", "ON"))))
                .containsExactly(error("binlog_row_metadata", "MINIMAL", "SET PERSIST binlog_row_metadata = 'FULL'"));
        assertThat(toMend(with(mariadb(), mariadbBinlog(true, "ROW", "FULL", "NO_LOG", "OFF"))))
                .containsExactly(error(
                        "binlog_row_metadata",
                        "NO_LOG",
                        "SET GLOBAL binlog_row_metadata = 'FULL', and in my.cnf, section [mariadb], binlog_row_metadata"
                                + " = FULL"));
    }

    @Test
    void serverIsTooOldForMetadata() {
        assertThat(toMend(with(mariadb(), mariadbBinlog(true, "ROW", "FULL", null, "OFF"))))
                .extracting(Finding::remedy)
                .containsExactly("upgrade the server from 11.4.5-MariaDB-log to MariaDB 10.6 or later");
    }

    @Test
    void compressedEventsCanNotBeRead() {
        assertThat(toMend(with(mariadb(), mariadbBinlog(true, "ROW", "FULL", "FULL", "ON"))))
                .containsExactly(error(
                        "log_bin_compress",
                        "ON",
                        "SET GLOBAL log_bin_compress = 'OFF', and in my.cnf, section [mariadb], log_bin_compress ="
                                + " OFF"));
    }

    @Test
    void compressedTransactionsCanBeRead() {
        assertThat(toMend(with(mysql(), new BinlogFacts.Options(null, "ON", "", "ON", null, List.of(), List.of()))))
                .isEmpty();
    }

    @Test
    void partialJsonLeavesOutValues() {
        assertThat(toMend(with(
                        mysql(),
                        new BinlogFacts.Options(null, "OFF", "PARTIAL_JSON", "ON", null, List.of(), List.of()))))
                .containsExactly(error(
                        "binlog_row_value_options",
                        "PARTIAL_JSON",
                        "SET PERSIST binlog_row_value_options = '', then reconnect the applications that write"));
    }

    @Test
    void commitsOutOfOrderLeaveASnapshotInDoubt() {
        assertThat(toMend(with(mysql(), new BinlogFacts.Options(null, "OFF", "", "OFF", null, List.of(), List.of()))))
                .containsExactly(error("binlog_order_commits", "OFF", "SET PERSIST binlog_order_commits = 'ON'"));
    }

    @Test
    void aReplicaThatDoesNotLogWhatItGetsCanNotBeFollowed() {
        assertThat(toMend(with(mysql(), new BinlogFacts.Options(null, "OFF", "", "ON", "ON", List.of(), List.of()))))
                .isEmpty();
        assertThat(toMend(with(mysql(), new BinlogFacts.Options(null, "OFF", "", "ON", "OFF", List.of(), List.of()))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject()).isEqualTo("log_replica_updates");
                    assertThat(finding.remedy()).contains("log_replica_updates = ON");
                });
        assertThat(toMend(
                        with(mariadb(), new BinlogFacts.Options("OFF", null, null, null, "OFF", List.of(), List.of()))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy()).contains("log_slave_updates = ON"));
    }

    @Test
    void filtersKeepADatabaseOutOfTheBinlog() {
        assertThat(toMend(
                        with(mysql(), new BinlogFacts.Options(null, "OFF", "", "ON", null, List.of("crm"), List.of()))))
                .extracting(Finding::subject)
                .containsExactly("binlog filters");
        assertThat(toMend(with(
                        mariadb(), new BinlogFacts.Options("OFF", null, null, null, null, List.of(), List.of("shop")))))
                .extracting(Finding::subject)
                .containsExactly("binlog filters");
        assertThat(toMend(with(
                        mysql(),
                        new BinlogFacts.Options(null, "OFF", "", "ON", null, List.of("shop"), List.of("crm")))))
                .isEmpty();
    }

    @Test
    void serverWithoutIdServesNoReplicas() {
        ServerFacts facts = mysql();
        ServerIdentity identity = new ServerIdentity(Flavour.MYSQL, "9.7.0", 0, null, "rowcast@%");

        assertThat(toMend(new ServerFacts(identity, facts.binlog(), facts.privileges(), facts.tables())))
                .containsExactly(error("server_id", "0", "SET PERSIST server_id = 1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OFF|OFF_PERMISSIVE, then ON_PERMISSIVE, then",
                "OFF_PERMISSIVE|gtid_mode = ON_PERMISSIVE, then",
                "ON_PERMISSIVE|gtid_mode = ON, once",
            })
    void withoutGtidsLocksAreNeeded(String mode, String remedy) {
        ServerFacts facts = with(mysql(), mysqlBinlog(true, "ROW", "FULL", "FULL", mode));

        List<Finding> findings = toMend(facts);

        assertThat(findings).extracting(Finding::subject).containsExactly("gtid_mode", "LOCK TABLES");
        assertThat(findings).extracting(Finding::severity).containsExactly(Severity.WARNING, Severity.ERROR);
        assertThat(findings.get(0).remedy()).contains(remedy);
        assertThat(findings.get(1).remedy()).isEqualTo("GRANT LOCK TABLES ON `shop`.* TO 'rowcast'@'%'");
    }

    @Test
    void withoutGtidsAndWithLocksItCanBeFollowed() {
        ServerFacts facts = with(
                with(mysql(), mysqlBinlog(true, "ROW", "FULL", "FULL", "OFF")),
                Privileges.parse(List.of(
                        "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO `rowcast`@`%`",
                        "GRANT SELECT, LOCK TABLES ON `shop`.* TO `rowcast`@`%`")));

        assertThat(toMend(facts)).extracting(Finding::subject).containsExactly("gtid_mode");
        assertThat(Findings.allowFollowing(Preflight.check(facts, TestingFacts.EXPECTED)))
                .isTrue();
    }

    @Test
    void tellsEachMissingPrivilege() {
        assertThat(toMend(with(mysql(), Privileges.parse(List.of("GRANT USAGE ON *.* TO `rowcast`@`%`")))))
                .containsExactly(
                        error(
                                "REPLICATION SLAVE",
                                "not granted to 'rowcast'@'%'",
                                "GRANT REPLICATION SLAVE ON *.* TO 'rowcast'@'%'"),
                        error(
                                "REPLICATION CLIENT",
                                "not granted to 'rowcast'@'%'",
                                "GRANT REPLICATION CLIENT ON *.* TO 'rowcast'@'%'"),
                        error("SELECT", "not granted to 'rowcast'@'%'", "GRANT SELECT ON `shop`.* TO 'rowcast'@'%'"));
        assertThat(toMend(with(mariadb(), Privileges.parse(List.of("GRANT USAGE ON *.* TO `rowcast`@`%`")))))
                .extracting(Finding::subject)
                .containsExactly("REPLICATION SLAVE", "BINLOG MONITOR", "SELECT");
    }

    @Test
    void rolesThatAreNotActiveMayBeTheRemedy() {
        Privileges privileges =
                Privileges.parse(List.of("GRANT USAGE ON *.* TO `rowcast`@`%`", "GRANT `reader`@`%` TO `rowcast`@`%`"));

        assertThat(toMend(with(mysql(), privileges)))
                .extracting(Finding::remedy)
                .allMatch(remedy -> remedy.endsWith("SET DEFAULT ROLE ALL TO 'rowcast'@'%'"));
    }

    @Test
    void grantsThatAreNotUnderstoodAreAWarning() {
        for (Privileges privileges :
                List.of(Privileges.unknown(), Privileges.parse(List.of("PERMIT EVERYTHING TO `rowcast`@`%`")))) {
            ServerFacts facts = with(mysql(), privileges);

            assertThat(toMend(facts)).hasSize(3).extracting(Finding::severity).containsOnly(Severity.WARNING);
            assertThat(Findings.allowFollowing(Preflight.check(facts, TestingFacts.EXPECTED)))
                    .isTrue();
        }
    }

    @Test
    void columnsOfATableAreNotTheTable() {
        Privileges privileges = Privileges.parse(List.of(
                "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO `rowcast`@`%`",
                "GRANT SELECT (`id`, `total`), INSERT ON `shop`.`orders` TO `rowcast`@`%`"));

        assertThat(toMend(with(mysql(), privileges))).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.found()).isEqualTo("SELECT on single columns of shop.orders");
        });
    }

    @Test
    void describesEveryErrorInALine() {
        ServerFacts facts = with(mysql(), mysqlBinlog(true, "MIXED", "FULL", "MINIMAL", "ON"));

        assertThat(Findings.describe(Preflight.check(facts, TestingFacts.EXPECTED)))
                .isEqualTo("binlog_format: found MIXED; needed ROW, for statements do not tell which rows they change;"
                        + " to mend: SET PERSIST binlog_format = 'ROW', then reconnect the applications that write\n"
                        + "binlog_row_metadata: found MINIMAL; needed FULL, names and types of the columns; to mend:"
                        + " SET PERSIST binlog_row_metadata = 'FULL'");
    }
}
