package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.TableId;
import dev.rowcast.preflight.Check;
import dev.rowcast.preflight.Expectations;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Findings;
import dev.rowcast.preflight.Flavour;
import dev.rowcast.preflight.Preflight;
import dev.rowcast.preflight.ServerFacts;
import dev.rowcast.preflight.Severity;
import dev.rowcast.preflight.TableFacts.ColumnFacts;
import dev.rowcast.preflight.TableFacts.Missing;
import dev.rowcast.preflight.TableFacts.Origin;
import dev.rowcast.preflight.TableFacts.Present;
import dev.rowcast.selection.SelectionRules;
import dev.rowcast.selection.TableSelection;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What real servers say of themselves, what preflight makes of it, and that its remedies mend what it found. */
final class ServerInspectorIT {
    private static final TableId ORDERS = new TableId("shop", "orders");
    private static final Expectations EXPECTED = new Expectations(SelectionRules.EVERYTHING, 4_000_000_001L, false);
    /** Where the statement of a remedy ends and the advice begins. */
    private static final Pattern ADVICE = Pattern.compile(", (and|then|or) ");

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void serverAsWeSetItUpHasNothingToMend(TestingFlavour flavour) throws SQLException {
        try (Connection connection = flavour.shared().connection()) {
            ServerFacts facts = new ServerInspector(connection).inspect(TableSelection.of(List.of(ORDERS)));

            assertThat(Preflight.check(facts, EXPECTED))
                    .filteredOn(finding -> finding.check() != Check.SERVER_ID_CLASH)
                    .extracting(Finding::severity)
                    .containsOnly(Severity.OK);
            assertThat(facts.identity().flavour().name()).isEqualTo(flavour.name());
            assertThat(facts.identity().uuid() != null)
                    .isEqualTo(facts.identity().flavour() == Flavour.MYSQL);
            assertThat(facts.identity().account()).isEqualTo("rowcast@%");
            assertThat(facts.privileges().complete()).isTrue();
            assertThat(facts.tables()).singleElement().isInstanceOfSatisfying(Present.class, table -> {
                assertThat(table.primaryKey()).containsExactly("id");
                assertThat(table.engine()).isEqualTo("InnoDB");
                assertThat(table.columns()).hasSize(8);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void binlogIsMendedByTheRemedies(TestingFlavour flavour) throws SQLException {
        List<String> options = new ArrayList<>(List.of("--binlog-format=MIXED", "--binlog-row-image=NOBLOB"));
        switch (flavour) {
            case MARIADB -> options.addAll(List.of("--log-bin-compress=ON", "--binlog-row-metadata=NO_LOG"));
            case MYSQL ->
                options.addAll(List.of(
                        "--binlog-row-value-options=PARTIAL_JSON",
                        "--binlog-row-metadata=MINIMAL",
                        "--binlog-order-commits=OFF",
                        "--gtid-mode=OFF"));
        }
        try (TestingDatabase database = flavour.fresh(options.toArray(String[]::new))) {
            List<Finding> findings = toMend(database);
            assertThat(findings).extracting(Finding::subject).contains("binlog_format", "binlog_row_image");
            assertThat(findings)
                    .extracting(Finding::subject)
                    .contains(
                            switch (flavour) {
                                case MARIADB -> new String[] {"binlog_row_metadata", "log_bin_compress"};
                                case MYSQL ->
                                    new String[] {
                                        "binlog_row_metadata",
                                        "binlog_row_value_options",
                                        "binlog_order_commits",
                                        "gtid_mode",
                                        "LOCK TABLES"
                                    };
                            });
            assertThat(findings).extracting(Finding::found).contains("MIXED", "NOBLOB");

            mend(
                    database,
                    findings.stream()
                            .filter(finding -> finding.severity() == Severity.ERROR)
                            .toList());

            assertThat(toMend(database)).noneMatch(finding -> finding.severity() == Severity.ERROR);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void serverWithStatementsAndMinimalImagesIsRefused(TestingFlavour flavour) throws SQLException {
        TestingDatabase database = flavour.shared();
        String[] wrong = {"SET GLOBAL binlog_format = 'STATEMENT'", "SET GLOBAL binlog_row_image = 'MINIMAL'"};
        String[] right = {"SET GLOBAL binlog_format = 'ROW'", "SET GLOBAL binlog_row_image = 'FULL'"};
        try {
            database.execute(wrong);

            assertThat(toMend(database)).extracting(Finding::found).containsExactly("STATEMENT", "MINIMAL");
        } finally {
            database.execute(right);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void serverWithoutBinlogIsRefused(TestingFlavour flavour) throws SQLException {
        try (TestingDatabase database = flavour.fresh("--skip-log-bin")) {
            assertThat(toMend(database)).extracting(Finding::subject).contains("log_bin");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void filterOfTheBinlogIsSeen(TestingFlavour flavour) throws SQLException {
        try (TestingDatabase database = flavour.fresh("--binlog-ignore-db=shop")) {
            assertThat(toMend(database)).extracting(Finding::subject).containsExactly("binlog filters");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void privilegesAreMendedByTheRemedies(TestingFlavour flavour) throws SQLException {
        TestingDatabase database = flavour.shared();
        try {
            database.execute("CREATE USER 'pre''flight'@'%' IDENTIFIED BY 'secret'");
            List<Finding> findings = toMend(database, "pre'flight");
            assertThat(findings).extracting(Finding::severity).containsOnly(Severity.ERROR);
            assertThat(findings)
                    .extracting(Finding::subject)
                    .containsExactly(
                            "REPLICATION SLAVE",
                            flavour == TestingFlavour.MYSQL ? "REPLICATION CLIENT" : "BINLOG MONITOR",
                            "SELECT");

            mend(database, findings);

            assertThat(toMend(database, "pre'flight")).isEmpty();
        } finally {
            database.execute("DROP USER 'pre''flight'@'%'");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void privilegesOfADefaultRoleAreEnough(TestingFlavour flavour) throws SQLException {
        TestingDatabase database = flavour.shared();
        String setDefault = flavour == TestingFlavour.MYSQL
                ? "SET DEFAULT ROLE ALL TO 'preflight_role'@'%'"
                : "SET DEFAULT ROLE preflight_reader FOR 'preflight_role'@'%'";
        try {
            database.execute(
                    "CREATE ROLE preflight_reader",
                    "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO preflight_reader",
                    "GRANT SELECT ON shop.* TO preflight_reader",
                    "CREATE USER 'preflight_role'@'%' IDENTIFIED BY 'secret'",
                    "GRANT preflight_reader TO 'preflight_role'@'%'",
                    setDefault);

            assertThat(toMend(database, "preflight_role")).isEmpty();
        } finally {
            database.execute("DROP USER 'preflight_role'@'%'", "DROP ROLE preflight_reader");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void tablesAreMendedByTheRemedies(TestingFlavour flavour) throws SQLException {
        TestingDatabase database = flavour.shared();
        try {
            database.execute(
                    "CREATE DATABASE preflight",
                    "CREATE TABLE preflight.keyless (name VARCHAR(10))",
                    "CREATE TABLE preflight.visits (visit_id INT NOT NULL, name VARCHAR(10))",
                    "CREATE TABLE preflight.old (id INT PRIMARY KEY) ENGINE = MyISAM");
            List<TableId> tables = List.of(
                    new TableId("preflight", "keyless"),
                    new TableId("preflight", "visits"),
                    new TableId("preflight", "old"));
            List<Finding> findings = toMendAsRoot(database, tables);
            assertThat(findings)
                    .extracting(Finding::found)
                    .containsExactly("no primary key", "no primary key", "storage engine MyISAM");

            mend(database, findings);

            assertThat(toMendAsRoot(database, tables)).isEmpty();
        } finally {
            database.execute("DROP DATABASE preflight");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void missingTableComesWithNearMatches(TestingFlavour flavour) throws SQLException {
        List<TableId> tables = List.of(
                new TableId("shop", "order"), new TableId("shop", "Orders"), new TableId("elsewhere", "orders"));
        try (Connection connection = flavour.shared().rootConnection()) {
            assertThat(new ServerInspector(connection)
                            .inspect(TableSelection.of(tables))
                            .tables())
                    .allSatisfy(table -> assertThat(table)
                            .isInstanceOfSatisfying(Missing.class, missing -> assertThat(missing.similar())
                                    .containsExactly(ORDERS)));
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void columnsAreReadAsTheyAre(TestingFlavour flavour) throws SQLException {
        TestingDatabase database = flavour.shared();
        try {
            database.execute(
                    "CREATE DATABASE preflight_columns",
                    "CREATE TABLE preflight_columns.sums (b INT, a INT, total INT AS (a + b) VIRTUAL,"
                            + " kept INT AS (a - b) STORED, PRIMARY KEY (b, a))",
                    "CREATE VIEW preflight_columns.seen AS SELECT a FROM preflight_columns.sums");
            List<TableId> tables =
                    List.of(new TableId("preflight_columns", "sums"), new TableId("preflight_columns", "seen"));
            try (Connection connection = database.rootConnection()) {
                ServerFacts facts = new ServerInspector(connection).inspect(TableSelection.of(tables));

                assertThat(facts.tables().get(0)).isInstanceOfSatisfying(Present.class, table -> {
                    assertThat(table.primaryKey()).containsExactly("b", "a");
                    assertThat(table.columns())
                            .extracting(ColumnFacts::origin)
                            .containsExactly(Origin.WRITTEN, Origin.WRITTEN, Origin.VIRTUAL, Origin.STORED);
                });
                assertThat(facts.tables().get(1)).isInstanceOfSatisfying(Present.class, view -> assertThat(view.view())
                        .isTrue());
            }
        } finally {
            database.execute("DROP DATABASE preflight_columns");
        }
    }

    @ParameterizedTest
    @EnumSource(value = TestingFlavour.class, names = "MARIADB")
    void compressedColumnIsSeen(TestingFlavour flavour) throws SQLException {
        TestingDatabase database = flavour.shared();
        try {
            database.execute(
                    "CREATE DATABASE preflight_compressed",
                    "CREATE TABLE preflight_compressed.notes (id INT PRIMARY KEY, note TEXT COMPRESSED)");
            List<TableId> tables = List.of(new TableId("preflight_compressed", "notes"));
            List<Finding> findings = toMendAsRoot(database, tables);
            assertThat(findings).extracting(Finding::found).containsExactly("compressed column note");

            database.execute(findings.get(0).remedy().replace(", with the column's other attributes", ""));

            assertThat(toMendAsRoot(database, tables)).isEmpty();
        } finally {
            database.execute("DROP DATABASE preflight_compressed");
        }
    }

    private static List<Finding> toMend(TestingDatabase database) throws SQLException {
        try (Connection connection = database.connection()) {
            return toMend(connection, List.of(ORDERS));
        }
    }

    private static List<Finding> toMend(TestingDatabase database, String user) throws SQLException {
        try (Connection connection =
                Jdbc.connect(new MysqlSettings.Login(database.host(), database.port(), user, "secret"))) {
            return toMend(connection, List.of(ORDERS));
        }
    }

    private static List<Finding> toMendAsRoot(TestingDatabase database, List<TableId> tables) throws SQLException {
        try (Connection connection = database.rootConnection()) {
            return toMend(connection, tables);
        }
    }

    private static List<Finding> toMend(Connection connection, List<TableId> tables) throws SQLException {
        List<Finding> findings =
                Preflight.check(new ServerInspector(connection).inspect(TableSelection.of(tables)), EXPECTED);
        assertThat(Findings.describe(findings).lines()).allMatch(line -> line.contains("; to mend: "));
        return findings.stream().filter(finding -> !finding.remedy().isEmpty()).toList();
    }

    private static void mend(TestingDatabase database, List<Finding> findings) throws SQLException {
        for (Finding finding : findings) {
            database.execute(ADVICE.split(finding.remedy(), 2)[0]);
        }
    }
}
