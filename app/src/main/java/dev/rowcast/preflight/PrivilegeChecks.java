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

    static List<Finding> check(ServerFacts facts) {
        PrivilegeChecks checks = new PrivilegeChecks(facts);
        checks.checkServer();
        facts.tables().stream().map(TableFacts::id).forEach(checks::checkTable);
        return checks.findings;
    }

    private void checkServer() {
        String monitor =
                switch (facts.identity().flavour()) {
                    case MYSQL -> REPLICATION_CLIENT;
                    case MARIADB -> BINLOG_MONITOR;
                };
        judgeOnServer(REPLICATION_SLAVE, "to read the binlog", List.of(REPLICATION_SLAVE));
        judgeOnServer(monitor, "to ask where the binlog stands", List.of(REPLICATION_CLIENT, BINLOG_MONITOR, "SUPER"));
    }

    private void judgeOnServer(String privilege, String purpose, List<String> enough) {
        boolean granted = enough.stream().anyMatch(privileges::onServer);
        judge(privilege, "the server", granted, purpose, remedies.grantOnServer(privilege));
    }

    private void checkTable(TableId table) {
        String database = table.schema();
        boolean select = privileges.on(table, SELECT);
        if (!select && privileges.onColumnsOf(table, SELECT)) {
            findings.add(new Finding(
                    SELECT,
                    Severity.WARNING,
                    SELECT + " on single columns of " + table,
                    SELECT + " on " + table + ", for its state holds all columns",
                    remedies.grantOn(database, SELECT)));
        } else {
            judge(SELECT, table.toString(), select, "to take the snapshot", remedies.grantOn(database, SELECT));
        }
        if (followedByFileAndPosition()) {
            String purpose = "to take the snapshot without GTIDs";
            boolean granted = privileges.on(table, LOCK_TABLES);
            judge(LOCK_TABLES, table.toString(), granted, purpose, remedies.grantOn(database, LOCK_TABLES));
        }
    }

    private boolean followedByFileAndPosition() {
        return switch (facts.identity().flavour()) {
            case MYSQL -> !"ON".equalsIgnoreCase(facts.binlog().gtidMode());
            case MARIADB -> false;
        };
    }

    private void judge(String privilege, String object, boolean granted, String purpose, String remedy) {
        String needed = privilege + " on " + object + ", " + purpose;
        if (granted) {
            findings.add(Finding.ok(privilege, "granted on " + object, needed));
        } else if (privileges.complete()) {
            findings.add(new Finding(
                    privilege, Severity.ERROR, "not granted to " + remedies.account(), needed, remedy + orRole()));
        } else {
            findings.add(new Finding(
                    privilege,
                    Severity.WARNING,
                    "not known: the grants of " + remedies.account() + " could not be read",
                    needed,
                    remedy + ", if it is missing"));
        }
    }

    private String orRole() {
        boolean mysqlWithRoles = privileges.hasRoles() && facts.identity().flavour() == Flavour.MYSQL;
        return mysqlWithRoles ? ", or, if one of its roles has it, SET DEFAULT ROLE ALL TO " + remedies.account() : "";
    }
}
