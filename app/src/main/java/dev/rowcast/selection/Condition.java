package dev.rowcast.selection;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** An expression over a row's columns, as the settings spell it. */
public sealed interface Condition {

    /** {@code left operator right}. */
    record Comparison(Operand left, Operator operator, Operand right) implements Condition {
        public Comparison {
            requireNonNull(left, "left is null");
            requireNonNull(operator, "operator is null");
            requireNonNull(right, "right is null");
        }
    }

    /** {@code left in (…)}, with one value at least. */
    record Among(Operand left, List<Operand> values) implements Condition {
        public Among {
            requireNonNull(left, "left is null");
            values = List.copyOf(values);
        }
    }

    /** {@code column is null}. */
    record IsNull(String column) implements Condition {
        public IsNull {
            requireNonNull(column, "column is null");
        }
    }

    /** {@code not …}. */
    record Not(Condition condition) implements Condition {
        public Not {
            requireNonNull(condition, "condition is null");
        }
    }

    /** {@code … and …}. */
    record And(Condition left, Condition right) implements Condition {
        public And {
            requireNonNull(left, "left is null");
            requireNonNull(right, "right is null");
        }
    }

    /** {@code … or …}. */
    record Or(Condition left, Condition right) implements Condition {
        public Or {
            requireNonNull(left, "left is null");
            requireNonNull(right, "right is null");
        }
    }

    /** What is compared. */
    sealed interface Operand {
        /** A column's value. */
        record Column(String name) implements Operand {
            public Column {
                requireNonNull(name, "name is null");
            }
        }

        /** A number; {@code true} is 1 and {@code false} is 0. */
        record Numeral(BigDecimal value) implements Operand {
            public Numeral {
                requireNonNull(value, "value is null");
            }
        }

        /** A text. */
        record Text(String value) implements Operand {
            public Text {
                requireNonNull(value, "value is null");
            }
        }
    }

    /** How two values are compared. */
    enum Operator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL;

        /** @param order negative where the left value is less, zero where both are equal */
        boolean holds(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case NOT_EQUAL -> order != 0;
                case LESS -> order < 0;
                case LESS_OR_EQUAL -> order <= 0;
                case GREATER -> order > 0;
                case GREATER_OR_EQUAL -> order >= 0;
            };
        }
    }

    /** The columns whose values are compared, by the names that the settings give them; some perhaps twice. */
    static Stream<String> comparedColumns(Condition condition) {
        if (condition instanceof Comparison comparison) {
            return Stream.of(comparison.left(), comparison.right()).flatMap(Condition::column);
        }
        if (condition instanceof Among among) {
            return Stream.concat(Stream.of(among.left()), among.values().stream())
                    .flatMap(Condition::column);
        }
        if (condition instanceof Not not) {
            return comparedColumns(not.condition());
        }
        if (condition instanceof And and) {
            return Stream.concat(comparedColumns(and.left()), comparedColumns(and.right()));
        }
        if (condition instanceof Or or) {
            return Stream.concat(comparedColumns(or.left()), comparedColumns(or.right()));
        }
        return Stream.empty();
    }

    /** The columns of which only is asked whether they are NULL, and those that are compared. */
    static Stream<String> columns(Condition condition) {
        if (condition instanceof IsNull isNull) {
            return Stream.of(isNull.column());
        }
        if (condition instanceof Not not) {
            return columns(not.condition());
        }
        if (condition instanceof And and) {
            return Stream.concat(columns(and.left()), columns(and.right()));
        }
        if (condition instanceof Or or) {
            return Stream.concat(columns(or.left()), columns(or.right()));
        }
        return comparedColumns(condition);
    }

    private static Stream<String> column(Operand operand) {
        return operand instanceof Operand.Column column ? Stream.of(column.name()) : Stream.empty();
    }
}
