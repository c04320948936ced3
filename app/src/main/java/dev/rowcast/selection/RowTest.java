package dev.rowcast.selection;

import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import dev.rowcast.selection.Condition.Among;
import dev.rowcast.selection.Condition.And;
import dev.rowcast.selection.Condition.Comparison;
import dev.rowcast.selection.Condition.IsNull;
import dev.rowcast.selection.Condition.Not;
import dev.rowcast.selection.Condition.Operand;
import dev.rowcast.selection.Condition.Operator;
import dev.rowcast.selection.Condition.Or;
import java.util.List;
import java.util.OptionalInt;

/** A condition, made ready for the rows of one table. Any thread. */
final class RowTest {
    private final TableId table;
    private final List<String> names;
    private final Term root;

    /** @throws UnfitRuleException if the table lacks a column that the condition names */
    RowTest(Condition condition, TableId table, List<String> names) {
        this.table = table;
        this.names = List.copyOf(names);
        this.root = term(condition);
    }

    @FunctionalInterface
    private interface Term {
        Truth of(List<Value> row);
    }

    @FunctionalInterface
    private interface Source {
        Scalar of(List<Value> row);
    }

    /** @throws UnfitRuleException if it compares a value that has no order, as a document has none */
    boolean holds(List<Value> row) {
        return root.of(row) == Truth.TRUE;
    }

    private Term term(Condition condition) {
        if (condition instanceof Comparison comparison) {
            Source left = source(comparison.left());
            Source right = source(comparison.right());
            return row -> compare(left.of(row), comparison.operator(), right.of(row));
        }
        if (condition instanceof Among among) {
            return among(
                    source(among.left()),
                    among.values().stream().map(this::source).toList());
        }
        if (condition instanceof IsNull isNull) {
            int index = index(isNull.column());
            return row -> Truth.of(row.get(index) == Value.Null.NULL);
        }
        if (condition instanceof Not not) {
            Term inner = term(not.condition());
            return row -> inner.of(row).not();
        }
        if (condition instanceof And and) {
            Term left = term(and.left());
            Term right = term(and.right());
            return row -> {
                Truth first = left.of(row);
                return first == Truth.FALSE ? first : first.and(right.of(row));
            };
        }
        Or or = (Or) condition;
        Term left = term(or.left());
        Term right = term(or.right());
        return row -> {
            Truth first = left.of(row);
            return first == Truth.TRUE ? first : first.or(right.of(row));
        };
    }

    private static Term among(Source left, List<Source> values) {
        return row -> {
            Scalar value = left.of(row);
            Truth found = Truth.FALSE;
            for (Source other : values) {
                found = found.or(compare(value, Operator.EQUAL, other.of(row)));
                if (found == Truth.TRUE) {
                    return found;
                }
            }
            return found;
        };
    }

    private static Truth compare(Scalar left, Operator operator, Scalar right) {
        OptionalInt order = Scalar.compare(left, right);
        return order.isEmpty() ? Truth.UNKNOWN : Truth.of(operator.holds(order.getAsInt()));
    }

    private Source source(Operand operand) {
        if (operand instanceof Operand.Numeral number) {
            Scalar literal = new Scalar.Numeral(number.value());
            return row -> literal;
        }
        if (operand instanceof Operand.Text text) {
            Scalar literal = new Scalar.Text(text.value());
            return row -> literal;
        }
        int index = index(((Operand.Column) operand).name());
        return row -> {
            Scalar scalar = Scalar.of(row.get(index));
            if (scalar == null) {
                throw new UnfitRuleException(SelectionRules.ROWS + " compares " + table + "." + names.get(index)
                        + ", whose values have no order; to mend: ask of it only whether it is null");
            }
            return scalar;
        };
    }

    private int index(String column) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(column)) {
                return i;
            }
        }
        throw new UnfitRuleException(Misfit.unknown(SelectionRules.ROWS, table, column, names));
    }
}
