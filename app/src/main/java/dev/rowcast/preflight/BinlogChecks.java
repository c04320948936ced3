package dev.rowcast.preflight;

import dev.rowcast.change.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Judges whether the server writes all that is needed into its binlog. */
final class BinlogChecks {
    private final ServerIdentity server;
    private final BinlogFacts binlog;
    private final Remedies remedies;
    private final List<Finding> findings = new ArrayList<>();

    private BinlogChecks(ServerIdentity server, BinlogFacts binlog) {
        this.server = server;
        this.binlog = binlog;
        this.remedies = new Remedies(server);
    }

    static List<Finding> check(ServerFacts facts) {
        BinlogChecks checks = new BinlogChecks(facts.identity(), facts.binlog());
        checks.checkEnabled();
        checks.checkServerId();
        checks.checkRows();
        switch (facts.identity().flavour()) {
            case MYSQL -> checks.checkMysql();
            case MARIADB -> checks.checkMariadb();
        }
        checks.checkReplica();
        checks.checkFilters(facts);
        return checks.findings;
    }

    private void checkEnabled() {
        String start = server.serverId() == 0 ? "log_bin = binlog and server_id = 1" : "log_bin = binlog";
        String remedy =
                switch (server.flavour()) {
                    case MYSQL -> remedies.file(start + " (and no skip_log_bin)");
                    case MARIADB -> remedies.file(start);
                };
        judge(Check.LOG_BIN, binlog.enabled() ? "ON" : "OFF", "ON, a binlog to read", "ON"::equals, remedy);
    }

    private void checkServerId() {
        judge(
                Check.SERVER_ID,
                Long.toString(server.serverId()),
                "a number above 0, or the server serves no replicas",
                id -> !id.equals("0"),
                remedies.variable("server_id", "1").replace("'", ""));
    }

    private void checkRows() {
        // Servers that no longer know the variable write rows alone.
        if (binlog.format() != null) {
            judge(
                    Check.BINLOG_FORMAT,
                    binlog.format(),
                    "ROW, for statements do not tell which rows they change",
                    "ROW"::equalsIgnoreCase,
                    remedies.variable("binlog_format", "ROW") + ", then reconnect the applications that write");
        }
        judge(
                Check.BINLOG_ROW_IMAGE,
                orUnknown(binlog.rowImage()),
                "FULL, whole rows before and after",
                "FULL"::equalsIgnoreCase,
                remedies.variable("binlog_row_image", "FULL") + ", then reconnect the applications that write");
        judge(
                Check.BINLOG_ROW_METADATA,
                orUnknown(binlog.rowMetadata()),
                "FULL, names and types of the columns",
                "FULL"::equalsIgnoreCase,
                binlog.rowMetadata() == null ? upgrade() : remedies.variable("binlog_row_metadata", "FULL"));
    }

    private void checkMysql() {
        String options = orUnknown(binlog.options().rowValueOptions());
        judge(
                Check.BINLOG_ROW_VALUE_OPTIONS,
                options.isEmpty() ? "none" : options,
                "none, for PARTIAL_JSON leaves out parts of JSON columns",
                found -> !found.toUpperCase(Locale.ROOT).contains("PARTIAL_JSON"),
                remedies.variable("binlog_row_value_options", "") + ", then reconnect the applications that write");
        judge(
                Check.BINLOG_ORDER_COMMITS,
                orUnknown(binlog.options().orderedCommits()),
                "ON, or a snapshot could not tell what it has read from what it has not",
                "ON"::equalsIgnoreCase,
                remedies.variable("binlog_order_commits", "ON"));
        String compression = orUnknown(binlog.options().transactionCompression());
        judge(Check.BINLOG_TRANSACTION_COMPRESSION, compression, "ON or OFF, both can be read", found -> true, "");
        checkGtids();
    }

    private void checkGtids() {
        String mode = orUnknown(binlog.gtidMode());
        String needed = "ON, positions that survive a failover and snapshots without locks";
        if (mode.equalsIgnoreCase("ON")) {
            findings.add(Finding.ok(Check.GTID_MODE, mode, needed));
            return;
        }
        findings.add(new Finding(
                Check.GTID_MODE,
                Severity.WARNING,
                mode + ", so that the binlog is followed by file and position and a snapshot locks the watched tables"
                        + " for a moment",
                needed,
                "SET PERSIST enforce_gtid_consistency = ON; then SET PERSIST gtid_mode = " + nextModes(mode)));
    }

    /** The server takes one step at a time. See MySQL's manual, "Enabling GTID Transactions Online". */
    private static String nextModes(String mode) {
        String last = "ON_PERMISSIVE, then, once Ongoing_anonymous_transaction_count has been 0, ON";
        return switch (mode.toUpperCase(Locale.ROOT)) {
            case "ON_PERMISSIVE" -> "ON, once Ongoing_anonymous_transaction_count has been 0";
            case "OFF_PERMISSIVE" -> last;
            default -> "OFF_PERMISSIVE, then " + last;
        };
    }

    private void checkMariadb() {
        judge(
                Check.LOG_BIN_COMPRESS,
                orUnknown(binlog.options().eventCompression()),
                "OFF, for compressed events can not be read",
                found -> !found.equalsIgnoreCase("ON"),
                remedies.variable("log_bin_compress", "OFF"));
    }

    /** What a server that is no replica writes itself it logs. */
    private void checkReplica() {
        String updates = binlog.options().replicaUpdates();
        String needed = "ON, or what this replica gets from its source is not in its binlog";
        if (updates == null) {
            findings.add(Finding.ok(
                    Check.LOG_REPLICA_UPDATES, "not asked for, as no replica, as far as the account may see", needed));
            return;
        }
        judge(
                Check.LOG_REPLICA_UPDATES,
                updates,
                needed,
                "ON"::equalsIgnoreCase,
                remedies.file(
                        switch (server.flavour()) {
                            case MYSQL -> "log_replica_updates = ON";
                            case MARIADB -> "log_slave_updates = ON";
                        }));
    }

    private void checkFilters(ServerFacts facts) {
        if (!binlog.enabled() || !PrivilegeChecks.mayAskForPosition(facts.privileges())) {
            findings.add(Finding.notChecked(
                    Check.BINLOG_FILTERS,
                    binlog.enabled() ? "the account may not ask where the binlog stands" : "there is no binlog"));
            return;
        }
        List<String> databases = facts.tables().stream()
                .map(TableFacts::id)
                .map(TableId::schema)
                .distinct()
                .toList();
        List<String> leftOut =
                databases.stream().filter(binlog.options()::leavesOut).toList();
        if (leftOut.isEmpty()) {
            String found = databases.isEmpty() ? "none" : "none that leave out " + String.join(", ", databases);
            findings.add(Finding.ok(Check.BINLOG_FILTERS, found, "every change of the watched tables in the binlog"));
        }
        for (String database : leftOut) {
            findings.add(new Finding(
                    Check.BINLOG_FILTERS,
                    Severity.ERROR,
                    "binlog_do_db or binlog_ignore_db, which keep " + database + " out of the binlog",
                    "every change of " + database + " in the binlog",
                    remedies.file("no binlog_do_db and binlog_ignore_db that leave " + database + " out")));
        }
    }

    private String upgrade() {
        return switch (server.flavour()) {
            case MYSQL -> "upgrade the server from " + server.version() + " to MySQL 8.0 or later";
            case MARIADB -> "upgrade the server from " + server.version() + " to MariaDB 10.6 or later";
        };
    }

    private void judge(Check check, String found, String needed, Predicate<String> good, String remedy) {
        findings.add(
                good.test(found)
                        ? Finding.ok(check, found, needed)
                        : new Finding(check, Severity.ERROR, found, needed, remedy));
    }

    private static String orUnknown(@Nullable String value) {
        return value == null ? "no such variable" : value;
    }
}
