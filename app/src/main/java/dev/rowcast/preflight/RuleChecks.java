package dev.rowcast.preflight;

import dev.rowcast.config.NearMatch;
import dev.rowcast.preflight.TableFacts.ColumnFacts;
import dev.rowcast.preflight.TableFacts.Present;
import dev.rowcast.selection.Misfit;
import dev.rowcast.selection.SelectionRules;
import dev.rowcast.selection.TablePattern;
import java.util.ArrayList;
import java.util.List;

/** Judges whether the rules for columns and rows fit the watched tables. */
final class RuleChecks {
    private static final String NEEDED_COLUMN = "a column of the table, or a rule that lets tables lack it";
    private static final String NEEDED_KEY = "the primary key as it is, for it stands in topics";

    private RuleChecks() {}

    static List<Finding> check(ServerFacts facts, SelectionRules rules) {
        List<Finding> findings = new ArrayList<>();
        for (TableFacts table : facts.tables()) {
            if (table instanceof Present present) {
                findings.addAll(check(present, rules));
            }
        }
        if (!facts.begun() && facts.patterns().isPresent()) {
            rules.columns().forEach(rule -> checkTable(SelectionRules.COLUMNS, rule.tables(), facts, findings));
            rules.rows().forEach(rule -> checkTable(SelectionRules.ROWS, rule.tables(), facts, findings));
        }
        if (findings.isEmpty()) {
            int count = rules.columns().size() + rules.rows().size();
            String found = count == 0 ? "none" : count + ", which fit the tables that are there";
            findings.add(Finding.ok(Check.RULES, found, "rules that fit the tables"));
        }
        return findings;
    }

    /** A rule for a single table that is not there is probably meant for another one, which would be shown without it. */
    private static void checkTable(String setting, TablePattern rule, ServerFacts facts, List<Finding> findings) {
        List<String> tables =
                facts.tables().stream().map(table -> table.id().toString()).toList();
        if (rule.isLiteral() && !tables.contains(rule.toString())) {
            findings.add(new Finding(
                    Check.RULES,
                    setting + " for " + rule,
                    Severity.ERROR,
                    "no table of that name to broadcast",
                    "rules for tables that are there",
                    NearMatch.of(rule.toString(), tables)
                            .map(near -> "did you mean " + near + "? Then say so in " + setting)
                            .orElse("create the table first, or take the rule out of " + setting)));
        }
    }

    private static List<Finding> check(Present table, SelectionRules rules) {
        List<String> columns = table.columns().stream().map(ColumnFacts::name).toList();
        return rules.misfits(table.id(), columns, table.primaryKey()).stream()
                .map(misfit -> finding(misfit, columns))
                .toList();
    }

    private static Finding finding(Misfit misfit, List<String> columns) {
        return switch (misfit.kind()) {
            case UNKNOWN_SHOWN, UNKNOWN ->
                error(
                        misfit,
                        "column " + misfit.column() + ", which the table does not have",
                        NEEDED_COLUMN,
                        NearMatch.of(misfit.column(), columns)
                                .map(near -> "did you mean " + near + "? Then say so in " + misfit.setting())
                                .orElse("name one of " + String.join(", ", columns) + " in " + misfit.setting()));
            case KEY ->
                error(
                        misfit,
                        "a rule that leaves out or masks " + misfit.column() + " of the primary key",
                        NEEDED_KEY,
                        "show " + misfit.column() + " in " + misfit.setting() + ", or choose another primary key");
        };
    }

    private static Finding error(Misfit misfit, String found, String needed, String remedy) {
        return new Finding(
                Check.RULES, misfit.setting() + " for " + misfit.table(), Severity.ERROR, found, needed, remedy);
    }
}
