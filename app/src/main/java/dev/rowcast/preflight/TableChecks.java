package dev.rowcast.preflight;

import dev.rowcast.change.TableId;
import dev.rowcast.preflight.TableFacts.ColumnFacts;
import dev.rowcast.preflight.TableFacts.Missing;
import dev.rowcast.preflight.TableFacts.Present;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges whether the watched tables can be followed. */
public final class TableChecks {
    private static final String NEEDED_TABLE = "an existing base table";
    private static final String NEEDED_KEY = "a primary key, for each row has a topic of its own";
    private static final String NEEDED_ENGINE = "a transactional engine, or a snapshot is not consistent";
    private static final String NEEDED_COLUMNS =
            "columns without COMPRESSED, for compressed ones can not be read from the binlog";
    private static final Set<String> TRANSACTIONAL_ENGINES = Set.of("INNODB", "ROCKSDB");
    private static final Set<String> OTHER_ENGINES = Set.of(
            "MYISAM", "ARIA", "MEMORY", "CSV", "ARCHIVE", "BLACKHOLE", "FEDERATED", "MRG_MYISAM", "SEQUENCE", "S3");
    /** MariaDB's column compression has types of its own in the binlog, which the connector does not know. */
    private static final String COMPRESSED_COLUMN = "COMPRESSED";

    private final List<Finding> findings = new ArrayList<>();

    private TableChecks() {}

    static List<Finding> check(ServerFacts facts) {
        TableChecks checks = new TableChecks();
        for (TableFacts table : facts.tables()) {
            if (table instanceof Present present) {
                checks.checkPresent(present);
            } else if (table instanceof Missing missing) {
                checks.checkMissing(missing, facts.privileges());
            }
        }
        facts.patterns().ifPresent(patterns -> checks.checkPatterns(facts, patterns));
        return checks.findings;
    }

    /** What keeps a table from being followed that is not named and matches a pattern, so that it is left out; mostly nothing. */
    public static Optional<Finding> hindrance(Present table) {
        String engine = table.engine().toUpperCase(Locale.ROOT);
        if (table.view()) {
            return Optional.of(leftOut(table, "a view, which has no changes of its own", NEEDED_TABLE));
        }
        if (table.primaryKey().isEmpty()) {
            return Optional.of(leftOut(table, "no primary key", NEEDED_KEY));
        }
        return OTHER_ENGINES.contains(engine)
                ? Optional.of(leftOut(table, "storage engine " + table.engine(), NEEDED_ENGINE))
                : Optional.empty();
    }

    private static Finding leftOut(Present table, String found, String needed) {
        return new Finding(
                Check.PATTERNS,
                subject(table),
                Severity.WARNING,
                found + ", so that it is left out although a pattern matches it",
                needed,
                "alter the table, or say !" + table.id() + " in ROWCAST_TABLES, too");
    }

    private void checkPatterns(ServerFacts facts, PatternFacts patterns) {
        if (patterns.unmatched().isEmpty()) {
            findings.add(Finding.ok(
                    Check.PATTERNS, "tables to broadcast for each of them", "a table to broadcast for each of them"));
        }
        patterns.leftOut().forEach(table -> hindrance(table).ifPresent(findings::add));
        if (facts.identity().flavour() == Flavour.MYSQL
                && !"ON".equalsIgnoreCase(facts.binlog().gtidMode())) {
            findings.add(new Finding(
                    Check.PATTERNS,
                    Severity.ERROR,
                    "gtid_mode that is not ON",
                    "GTIDs, which tell when a new table can be seen",
                    "name the tables one by one in ROWCAST_TABLES, or set gtid_mode = ON"));
        }
        String similar = patterns.similar().stream().map(TableId::toString).collect(Collectors.joining(" or "));
        for (String pattern : patterns.unmatched()) {
            findings.add(new Finding(
                    Check.PATTERNS,
                    "pattern " + pattern,
                    facts.tables().isEmpty() && !facts.begun() ? Severity.ERROR : Severity.WARNING,
                    "no table that matches and can be followed",
                    "a table to broadcast",
                    (similar.isEmpty() ? "" : "did you mean " + similar + "? Then say so; or ")
                            + "create a table that it matches, or take it out of ROWCAST_TABLES"));
        }
    }

    /** A table on which the account has no privilege looks like one that does not exist: the privilege's finding says it. */
    private void checkMissing(Missing missing, Privileges privileges) {
        boolean visible = privileges.on(missing.id(), "SELECT") || !privileges.complete();
        if (!visible) {
            findings.add(Finding.notChecked(Check.TABLE, subject(missing), "the account may not SELECT from it"));
            return;
        }
        String similar = missing.similar().stream().map(TableId::toString).collect(Collectors.joining(" or "));
        findings.add(new Finding(
                Check.TABLE,
                subject(missing),
                Severity.ERROR,
                "no table of that name",
                NEEDED_TABLE,
                similar.isEmpty()
                        ? "name an existing one in ROWCAST_TABLES or its database in MYSQL_DATABASE, or create it"
                        : "did you mean " + similar + "? Then say so in ROWCAST_TABLES"));
    }

    private void checkPresent(Present table) {
        if (table.view()) {
            findings.add(new Finding(
                    Check.TABLE,
                    subject(table),
                    Severity.ERROR,
                    "a view, which has no changes of its own",
                    NEEDED_TABLE,
                    "name the view's base tables in ROWCAST_TABLES"));
            return;
        }
        findings.add(Finding.ok(Check.TABLE, subject(table), "a base table", NEEDED_TABLE));
        checkKey(table);
        checkEngine(table);
        checkColumns(table);
    }

    private void checkKey(Present table) {
        findings.add(
                table.primaryKey().isEmpty()
                        ? new Finding(
                                Check.PRIMARY_KEY,
                                subject(table),
                                Severity.ERROR,
                                "no primary key",
                                NEEDED_KEY,
                                addKey(table))
                        : Finding.ok(
                                Check.PRIMARY_KEY,
                                subject(table),
                                "primary key (" + String.join(", ", table.primaryKey()) + ")",
                                NEEDED_KEY));
    }

    /** A column that is named like a key probably is one; only the person who pastes the statement can know. */
    private static String addKey(Present table) {
        List<String> columns = table.columns().stream().map(ColumnFacts::name).toList();
        String alter = "ALTER TABLE " + Remedies.quoted(table.id()) + " ADD ";
        return columns.stream()
                .filter(name -> isNamedLikeKey(name, table.id().table()))
                .findFirst()
                .map(name -> alter + "PRIMARY KEY (" + Remedies.quoted(name) + ")")
                .orElse(alter + "COLUMN id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY");
    }

    private static boolean isNamedLikeKey(String column, String table) {
        String name = column.toLowerCase(Locale.ROOT);
        String singular = table.toLowerCase(Locale.ROOT).replaceFirst("s$", "");
        return name.equals("id") || name.equals(singular + "_id");
    }

    private void checkEngine(Present table) {
        String engine = table.engine().toUpperCase(Locale.ROOT);
        String found = "storage engine " + table.engine();
        if (TRANSACTIONAL_ENGINES.contains(engine)) {
            findings.add(Finding.ok(Check.ENGINE, subject(table), found, NEEDED_ENGINE));
            return;
        }
        findings.add(new Finding(
                Check.ENGINE,
                subject(table),
                OTHER_ENGINES.contains(engine) ? Severity.ERROR : Severity.WARNING,
                found,
                NEEDED_ENGINE,
                "ALTER TABLE " + Remedies.quoted(table.id()) + " ENGINE = InnoDB"));
    }

    private void checkColumns(Present table) {
        List<ColumnFacts> compressed = table.columns().stream()
                .filter(column -> column.type().toUpperCase(Locale.ROOT).contains(COMPRESSED_COLUMN))
                .toList();
        if (compressed.isEmpty()) {
            String found = "columns that can be read (" + table.columns().size() + ")";
            findings.add(Finding.ok(Check.COLUMNS, subject(table), found, NEEDED_COLUMNS));
        }
        compressed.forEach(column -> checkCompressed(table, column));
    }

    private void checkCompressed(Present table, ColumnFacts column) {
        String type = column.type().replaceAll("(?i)\\s*/\\*.*\\*/", "").replaceAll("(?i)\\s+COMPRESSED\\b", "");
        findings.add(new Finding(
                Check.COLUMNS,
                subject(table),
                Severity.ERROR,
                "compressed column " + column.name(),
                NEEDED_COLUMNS,
                "ALTER TABLE " + Remedies.quoted(table.id()) + " MODIFY " + Remedies.quoted(column.name()) + " " + type
                        + ", with the column's other attributes"));
    }

    private static String subject(TableFacts table) {
        return "table " + table.id();
    }
}
