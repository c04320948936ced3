package dev.rowcast.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.TableId;
import dev.rowcast.preflight.TableFacts.ColumnFacts;
import dev.rowcast.preflight.TableFacts.Origin;
import dev.rowcast.selection.SelectionRules;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Facts of servers on which nothing has to be mended, for tests to change one thing. */
final class TestingFacts {
    static final TableId ORDERS = new TableId("shop", "orders");
    static final long OUR_SERVER_ID = 4_000_000_001L;
    static final Expectations EXPECTED = new Expectations(SelectionRules.EVERYTHING, OUR_SERVER_ID, false);

    private TestingFacts() {}

    static ServerFacts mysql() {
        return new ServerFacts(
                new ServerIdentity(Flavour.MYSQL, "9.7.0", 1, "0b1c5a2e-0000-11f0-9c3b-0242ac110002", "rowcast@%"),
                mysqlBinlog(true, "ROW", "FULL", "FULL", "ON"),
                Privileges.parse(List.of(
                        "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO `rowcast`@`%`",
                        "GRANT SELECT ON `shop`.* TO `rowcast`@`%`")),
                List.of(orders()));
    }

    static ServerFacts mariadb() {
        return new ServerFacts(
                new ServerIdentity(Flavour.MARIADB, "11.4.5-MariaDB-log", 1, null, "rowcast@%"),
                mariadbBinlog(true, "ROW", "FULL", "FULL", "OFF"),
                Privileges.parse(List.of(
                        "GRANT REPLICATION SLAVE, BINLOG MONITOR ON *.* TO `rowcast`@`%` IDENTIFIED BY PASSWORD '*0A'",
                        "GRANT SELECT ON `shop`.* TO `rowcast`@`%`")),
                List.of(orders()));
    }

    static BinlogFacts mysqlBinlog(
            boolean enabled,
            @Nullable String format,
            @Nullable String image,
            @Nullable String metadata,
            @Nullable String gtidMode) {
        return new BinlogFacts(
                enabled,
                format,
                image,
                metadata,
                gtidMode,
                new BinlogFacts.Options(null, "OFF", "", "ON", null, List.of(), List.of()));
    }

    static BinlogFacts mariadbBinlog(
            boolean enabled, String format, String image, @Nullable String metadata, String compress) {
        return new BinlogFacts(
                enabled,
                format,
                image,
                metadata,
                null,
                new BinlogFacts.Options(compress, null, null, null, null, List.of(), List.of()));
    }

    static TableFacts.Present orders() {
        return table("InnoDB", List.of("id"), "id");
    }

    static TableFacts.Present table(String engine, List<String> primaryKey, String... columns) {
        return new TableFacts.Present(
                ORDERS,
                false,
                engine,
                primaryKey,
                List.of(columns).stream()
                        .map(name -> new ColumnFacts(name, "bigint unsigned", Origin.WRITTEN))
                        .toList());
    }

    static ServerFacts with(ServerFacts facts, BinlogFacts binlog) {
        return new ServerFacts(facts.identity(), binlog, facts.privileges(), facts.tables());
    }

    static ServerFacts with(ServerFacts facts, BinlogFacts.Options options) {
        BinlogFacts binlog = facts.binlog();
        return with(
                facts,
                new BinlogFacts(
                        binlog.enabled(),
                        binlog.format(),
                        binlog.rowImage(),
                        binlog.rowMetadata(),
                        binlog.gtidMode(),
                        options));
    }

    static ServerFacts with(ServerFacts facts, Privileges privileges) {
        return new ServerFacts(facts.identity(), facts.binlog(), privileges, facts.tables());
    }

    static ServerFacts with(ServerFacts facts, TableFacts table) {
        return new ServerFacts(facts.identity(), facts.binlog(), facts.privileges(), List.of(table));
    }

    static ServerFacts with(ServerFacts facts, Replicas replicas) {
        return new ServerFacts(
                facts.identity(),
                facts.binlog(),
                facts.privileges(),
                facts.tables(),
                Optional.empty(),
                false,
                replicas);
    }

    /** What preflight finds that has to be mended, or looked at. */
    static List<Finding> toMend(ServerFacts facts) {
        return Preflight.check(facts, EXPECTED).stream()
                .filter(finding -> !finding.remedy().isEmpty())
                .map(TestingFacts::withoutNeed)
                .toList();
    }

    /** What is needed is for people; what is found and what mends it has to be right. */
    private static Finding withoutNeed(Finding finding) {
        assertThat(finding.needed()).isNotEmpty();
        return new Finding(
                finding.check(), finding.subject(), finding.severity(), finding.found(), "", finding.remedy());
    }

    /** @param title of the check */
    static Finding error(String title, String found, String remedy) {
        Check check = Arrays.stream(Check.values())
                .filter(known -> known.title().equals(title))
                .findFirst()
                .orElseThrow();
        return error(check, title, found, remedy);
    }

    static Finding error(Check check, String subject, String found, String remedy) {
        return new Finding(check, subject, Severity.ERROR, found, "", remedy);
    }
}
