package dev.rowcast.selection;

import dev.rowcast.change.Row;
import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import dev.rowcast.selection.ColumnRule.Treatment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rules leave of the rows of one table, as long as it has these columns. Any thread. */
final class RowShape {
    private static final Value REDACTED = new Value.Text("***");

    private final List<String> names;
    private final List<String> keyNames;
    private final List<String> shownNames;
    private final int[] shown;
    private final Treatment[] treatments;
    private final boolean wholeRows;
    private final List<RowTest> tests;
    private final @Nullable KeyedHash hash;

    /** @throws UnfitRuleException if a rule does not fit the table */
    RowShape(SelectionRules rules, @Nullable KeyedHash hash, TableId table, List<String> names, List<String> keyNames) {
        this.names = names;
        this.keyNames = keyNames;
        this.hash = hash;
        rules.misfits(table, names, keyNames).stream()
                .filter(misfit -> misfit.kind() != Misfit.Kind.UNKNOWN_SHOWN)
                .findFirst()
                .ifPresent(misfit -> {
                    throw new UnfitRuleException(misfit.message(names));
                });
        List<Treatment> all =
                names.stream().map(name -> rules.treatment(table, name)).toList();
        this.shown =
                new int[Math.toIntExact(all.stream().filter(RowShape::isShown).count())];
        this.treatments = new Treatment[shown.length];
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (isShown(all.get(i))) {
                shown[kept.size()] = i;
                treatments[kept.size()] = all.get(i);
                kept.add(names.get(i));
            }
        }
        this.shownNames = List.copyOf(kept);
        this.wholeRows = all.stream().allMatch(treatment -> treatment == Treatment.SHOW);
        this.tests = rules.rowsOf(table)
                .map(condition -> new RowTest(condition, table, names))
                .toList();
    }

    private static boolean isShown(Treatment treatment) {
        return treatment != Treatment.HIDE;
    }

    /** Whether it is made for rows of these columns; nearly always they are the same objects. */
    boolean fits(List<String> otherNames, List<String> otherKeyNames) {
        return same(names, otherNames) && same(keyNames, otherKeyNames);
    }

    @SuppressWarnings("ReferenceEquality") // spares the comparison of each name
    private static boolean same(List<String> one, List<String> other) {
        return one == other || one.equals(other);
    }

    /** Whether the row is published at all; judged by its values before any is masked. */
    boolean selects(Row row) {
        for (RowTest test : tests) {
            if (!test.holds(row.values())) {
                return false;
            }
        }
        return true;
    }

    /** What is published of a row. */
    Row shown(Row row) {
        if (wholeRows) {
            return row;
        }
        Value[] values = new Value[shown.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = masked(row.values().get(shown[i]), treatments[i]);
        }
        return new Row(shownNames, Collections.unmodifiableList(Arrays.asList(values)));
    }

    private Value masked(Value value, Treatment treatment) {
        if (value == Value.Null.NULL) {
            return value;
        }
        return switch (treatment) {
            case SHOW -> value;
            case HASH -> hashed(value);
            case REDACT -> REDACTED;
            case HIDE -> throw new IllegalStateException("a column that is left out");
        };
    }

    private Value hashed(Value value) {
        if (hash == null) {
            throw new IllegalStateException("a column is to be hashed, and there is no key");
        }
        return hash.of(value);
    }
}
