package dev.rowcast.selection;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** Which rows of the tables that match are published. Where several rules match a table, each of them has to hold. */
public record RowRule(TablePattern tables, Condition condition) {
    public RowRule {
        requireNonNull(tables, "tables is null");
        requireNonNull(condition, "condition is null");
    }

    /**
     * Reads {@code orders: status in ('new', 'paid') and total >= 10; customers: deleted_at is null}.
     *
     * @throws RuleSyntaxException if it is anything else
     */
    public static List<RowRule> parse(String text, String defaultSchema) throws RuleSyntaxException {
        return RuleText.rules(
                text, defaultSchema, (tables, body) -> new RowRule(tables, new ConditionParser(body).parse()));
    }
}
