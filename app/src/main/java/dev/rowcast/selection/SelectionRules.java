package dev.rowcast.selection;

import dev.rowcast.change.TableId;
import dev.rowcast.selection.ColumnRule.Column;
import dev.rowcast.selection.ColumnRule.Treatment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which columns and rows of the watched tables are published. Of tables without a rule all are. */
public record SelectionRules(List<ColumnRule> columns, List<RowRule> rows) {
    /** The setting that column rules stand in. */
    public static final String COLUMNS = "ROWCAST_COLUMNS";

    /** The setting that row rules stand in. */
    public static final String ROWS = "ROWCAST_ROWS";

    /** All columns of all rows. */
    public static final SelectionRules EVERYTHING = new SelectionRules(List.of(), List.of());

    public SelectionRules {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    public boolean isEverything() {
        return columns.isEmpty() && rows.isEmpty();
    }

    /** Whether a column is published as a keyed hash. */
    public boolean needHashKey() {
        return columns.stream()
                .flatMap(rule -> rule.columns().stream())
                .anyMatch(column -> column.treatment() == Treatment.HASH);
    }

    /** Whether only some of the table's rows are published. */
    public boolean filter(TableId table) {
        return rows.stream().anyMatch(rule -> rule.tables().matches(table));
    }

    /**
     * Where the rules do not fit a table.
     *
     * @param names of all columns
     * @param key those of the primary key
     */
    public List<Misfit> misfits(TableId table, List<String> names, List<String> key) {
        List<Misfit> misfits = new ArrayList<>();
        for (ColumnRule rule : columnsOf(table)) {
            rule.columns().stream()
                    .filter(column -> !column.optional() && names.stream().noneMatch(column::is))
                    .map(column -> new Misfit(COLUMNS, table, column.name(), unknown(column.treatment())))
                    .forEach(misfits::add);
        }
        key.stream()
                .filter(column -> treatment(table, column) != Treatment.SHOW)
                .map(column -> new Misfit(COLUMNS, table, column, Misfit.Kind.KEY))
                .forEach(misfits::add);
        rowsOf(table)
                .flatMap(Condition::columns)
                .distinct()
                .filter(column -> names.stream().noneMatch(column::equalsIgnoreCase))
                .map(column -> new Misfit(ROWS, table, column, Misfit.Kind.UNKNOWN))
                .forEach(misfits::add);
        return misfits;
    }

    private static Misfit.Kind unknown(Treatment treatment) {
        return treatment == Treatment.SHOW ? Misfit.Kind.UNKNOWN_SHOWN : Misfit.Kind.UNKNOWN;
    }

    /** What becomes of a column: what the strictest of the rules says that match the table. */
    Treatment treatment(TableId table, String name) {
        Treatment strictest = Treatment.SHOW;
        for (ColumnRule rule : columnsOf(table)) {
            Treatment treatment = rule.columns().stream()
                    .filter(column -> column.is(name))
                    .map(Column::treatment)
                    .findFirst()
                    .orElse(rule.lists() ? Treatment.HIDE : Treatment.SHOW);
            if (strictness(treatment) > strictness(strictest)) {
                strictest = treatment;
            }
        }
        return strictest;
    }

    private static int strictness(Treatment treatment) {
        return switch (treatment) {
            case SHOW -> 0;
            case HASH -> 1;
            case REDACT -> 2;
            case HIDE -> 3;
        };
    }

    private List<ColumnRule> columnsOf(TableId table) {
        return columns.stream().filter(rule -> rule.tables().matches(table)).toList();
    }

    /** The conditions that rows of the table have to meet. */
    Stream<Condition> rowsOf(TableId table) {
        return rows.stream().filter(rule -> rule.tables().matches(table)).map(RowRule::condition);
    }
}
