package dev.rowcast.selection;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * What is published of the columns of the tables that match. Where several rules match a table, each of them holds.
 *
 * @param columns at least one, each once
 */
public record ColumnRule(TablePattern tables, List<Column> columns) {
    public ColumnRule {
        requireNonNull(tables, "tables is null");
        columns = List.copyOf(columns);
    }

    /** What becomes of a column. */
    public enum Treatment {
        /** It is published, and no column that the rule does not name. */
        SHOW,
        /** It is left out. */
        HIDE,
        /** A keyed hash stands in its place. */
        HASH,
        /** A fixed text stands in its place. */
        REDACT
    }

    /**
     * A column that the rule names.
     *
     * @param name letter case does not count, as for the server
     * @param optional whether tables may lack it
     */
    public record Column(String name, Treatment treatment, boolean optional) {
        public Column {
            requireNonNull(name, "name is null");
            requireNonNull(treatment, "treatment is null");
        }

        boolean is(String column) {
            return name.equalsIgnoreCase(column);
        }

        @Override
        public String toString() {
            String named = name + (optional ? "?" : "");
            return switch (treatment) {
                case SHOW -> named;
                case HIDE -> "!" + named;
                case HASH -> named + "=hash";
                case REDACT -> named + "=redact";
            };
        }
    }

    /**
     * Reads {@code orders: id, status; customers: !password, email=hash, phone=redact; *: !notes?}.
     *
     * @throws RuleSyntaxException if it is anything else, or a column stands twice in a rule
     */
    public static List<ColumnRule> parse(String text, String defaultSchema) throws RuleSyntaxException {
        return RuleText.rules(text, defaultSchema, ColumnRule::body);
    }

    private static ColumnRule body(TablePattern tables, RuleText text) throws RuleSyntaxException {
        List<Column> columns = new ArrayList<>();
        do {
            int start = text.place();
            Column column = column(text);
            if (columns.stream().anyMatch(other -> other.is(column.name()))) {
                throw text.errorAt(start, "the column " + column.name() + " stands twice");
            }
            columns.add(column);
        } while (text.take(","));
        return new ColumnRule(tables, columns);
    }

    private static Column column(RuleText text) throws RuleSyntaxException {
        boolean hidden = text.take("!");
        String name = text.column();
        boolean optional = text.take("?");
        if (hidden) {
            return new Column(name, Treatment.HIDE, optional);
        }
        if (!text.take("=")) {
            return new Column(name, Treatment.SHOW, optional);
        }
        if (text.takeWord("hash")) {
            return new Column(name, Treatment.HASH, optional);
        }
        if (text.takeWord("redact")) {
            return new Column(name, Treatment.REDACT, optional);
        }
        throw text.error("'hash' or 'redact' was expected");
    }

    boolean lists() {
        return columns.stream().anyMatch(column -> column.treatment() == Treatment.SHOW);
    }
}
