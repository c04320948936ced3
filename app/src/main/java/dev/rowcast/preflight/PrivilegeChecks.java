package dev.rowcast.preflight;

import dev.rowcast.change.TableId;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges whether the account may read binlog and tables. Where grants were not understood, a privilege that was not found is
 * a warning: a false alarm would keep out an account that the server lets in.
 */
final class PrivilegeChecks {
    private static final String REPLICATION_SLAVE = "REPLICATION SLAVE";
    private static final String REPLICATION_CLIENT = "REPLICATION CLIENT";
    /** What MariaDB calls it since 10.5; there the other name still works in GRANT. */
    private static final String BINLOG_MONITOR = "BINLOG MONITOR";

    private static final List<String> MONITORING = List.of(REPLICATION_CLIENT, BINLOG_MONITOR, "SUPER");

    private static final String SELECT = "SELECT";
    private static final String LOCK_TABLES = "LOCK TABLES";

    private final ServerFacts facts;
    private final Privileges privileges;
    private final Remedies remedies;
    private final List<Finding> findings = new ArrayList<>();

    private PrivilegeChecks(ServerFacts facts) {
        this.facts = facts;
        this.privileges = facts.privileges();
        this.remedies = new Remedies(facts.identity());
    }

    /** What is needed of the server as a whole. */
    static List<Finding> onServer(ServerFacts facts) {
        PrivilegeChecks checks = new PrivilegeChecks(facts);
        checks.checkServer();
        return checks.findings;
    }

    static List<Finding> onTables(ServerFacts facts) {
        PrivilegeChecks checks = new PrivilegeChecks(facts);
        facts.tables().stream().map(TableFacts::id).forEach(checks::checkTable);
        return checks.findings;
    }

    private void checkServer() {
        String monitor =
                switch (facts.identity().flavour()) {
                    case MYSQL -> REPLICATION_CLIENT;
                    case MARIADB -> BINLOG_MONITOR;
                };
        judge(
                new Wanted(Check.REPLICATION_SLAVE, REPLICATION_SLAVE, "the server", "to read the binlog"),
                privileges.onServer(REPLICATION_SLAVE),
                remedies.grantOnServer(REPLICATION_SLAVE));
        judge(
                new Wanted(Check.REPLICATION_CLIENT, monitor, "the server", "to ask where the binlog stands"),
                MONITORING.stream().anyMatch(privileges::onServer),
                remedies.grantOnServer(monitor));
    }

    /** Whether the server tells the account where its binlog stands, or may tell it. */
    static boolean mayAskForPosition(Privileges privileges) {
        return !privileges.complete() || MONITORING.stream().anyMatch(privileges::onServer);
    }

    private void checkTable(TableId table) {
        String database = table.schema();
        boolean select = privileges.on(table, SELECT);
        if (!select && privileges.onColumnsOf(table, SELECT)) {
            findings.add(new Finding(
                    Check.SELECT,
                    Severity.WARNING,
                    SELECT + " on single columns of " + table,
                    SELECT + " on " + table + ", for its state holds all columns",
                    remedies.grantOn(database, SELECT)));
        } else {
            judge(
                    new Wanted(Check.SELECT, SELECT, table.toString(), "to take the snapshot"),
                    select,
                    remedies.grantOn(database, SELECT));
        }
        if (followedByFileAndPosition()) {
            judge(
                    new Wanted(Check.LOCK_TABLES, LOCK_TABLES, table.toString(), "to take the snapshot without GTIDs"),
                    privileges.on(table, LOCK_TABLES),
                    remedies.grantOn(database, LOCK_TABLES));
        }
    }

    private boolean followedByFileAndPosition() {
        return switch (facts.identity().flavour()) {
            case MYSQL -> !"ON".equalsIgnoreCase(facts.binlog().gtidMode());
            case MARIADB -> false;
        };
    }

    /** What an account needs, on what, and what for. */
    private record Wanted(Check check, String privilege, String object, String purpose) {
        String needed() {
            return privilege + " on " + object + ", " + purpose;
        }
    }

    private void judge(Wanted wanted, boolean granted, String remedy) {
        if (granted) {
            findings.add(
                    Finding.ok(wanted.check(), wanted.privilege(), "granted on " + wanted.object(), wanted.needed()));
        } else if (privileges.complete()) {
            findings.add(new Finding(
                    wanted.check(),
                    wanted.privilege(),
                    Severity.ERROR,
                    "not granted to " + remedies.account(),
                    wanted.needed(),
                    remedy + orRole()));
        } else {
            findings.add(new Finding(
                    wanted.check(),
                    wanted.privilege(),
                    Severity.WARNING,
                    "not known: the grants of " + remedies.account() + " could not be read",
                    wanted.needed(),
                    remedy + ", if it is missing"));
        }
    }

    private String orRole() {
        boolean mysqlWithRoles = privileges.hasRoles() && facts.identity().flavour() == Flavour.MYSQL;
        return mysqlWithRoles ? ", or, if one of its roles has it, SET DEFAULT ROLE ALL TO " + remedies.account() : "";
    }
}
