package dev.rowcast.selection;

import dev.rowcast.selection.Condition.Among;
import dev.rowcast.selection.Condition.And;
import dev.rowcast.selection.Condition.Comparison;
import dev.rowcast.selection.Condition.IsNull;
import dev.rowcast.selection.Condition.Not;
import dev.rowcast.selection.Condition.Operand;
import dev.rowcast.selection.Condition.Operator;
import dev.rowcast.selection.Condition.Or;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads conditions by recursive descent: {@code or} binds weakest, then {@code and}, then {@code not}. One thread. */
final class ConditionParser {
    private static final int NESTING_MAX = 100;
    private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "in", "is", "null", "true", "false");

    /** Longer symbols first. */
    private static final Map<String, Operator> OPERATORS = new LinkedHashMap<>();

    static {
        OPERATORS.put("<=", Operator.LESS_OR_EQUAL);
        OPERATORS.put(">=", Operator.GREATER_OR_EQUAL);
        OPERATORS.put("<>", Operator.NOT_EQUAL);
        OPERATORS.put("!=", Operator.NOT_EQUAL);
        OPERATORS.put("=", Operator.EQUAL);
        OPERATORS.put("<", Operator.LESS);
        OPERATORS.put(">", Operator.GREATER);
    }

    private final RuleText text;
    private int nesting;

    ConditionParser(RuleText text) {
        this.text = text;
    }

    Condition parse() throws RuleSyntaxException {
        Condition condition = conjunction();
        while (text.takeWord("or")) {
            condition = new Or(condition, conjunction());
        }
        return condition;
    }

    private Condition conjunction() throws RuleSyntaxException {
        Condition condition = negation();
        while (text.takeWord("and")) {
            condition = new And(condition, negation());
        }
        return condition;
    }

    private Condition negation() throws RuleSyntaxException {
        nesting++;
        if (nesting > NESTING_MAX) {
            throw text.error("nested more than " + NESTING_MAX + " deep");
        }
        Condition condition;
        if (text.takeWord("not")) {
            condition = new Not(negation());
        } else if (text.take("(")) {
            condition = parse();
            text.expect(")");
        } else {
            condition = test();
        }
        nesting--;
        return condition;
    }

    private Condition test() throws RuleSyntaxException {
        int start = text.place();
        Operand left = operand();
        if (text.takeWord("is")) {
            boolean negated = text.takeWord("not");
            if (!text.takeWord("null")) {
                throw text.error("'null' was expected");
            }
            if (left instanceof Operand.Column column) {
                Condition isNull = new IsNull(column.name());
                return negated ? new Not(isNull) : isNull;
            }
            throw text.errorAt(start, "a column was expected ahead of 'is'");
        }
        if (text.takeWord("not")) {
            if (!text.takeWord("in")) {
                throw text.error("'in' was expected");
            }
            return new Not(among(left));
        }
        if (text.takeWord("in")) {
            return among(left);
        }
        for (Map.Entry<String, Operator> operator : OPERATORS.entrySet()) {
            if (text.take(operator.getKey())) {
                return new Comparison(left, operator.getValue(), operand());
            }
        }
        throw text.error("a comparison was expected: = != < <= > >= in, is null");
    }

    private Condition among(Operand left) throws RuleSyntaxException {
        List<Operand> values = new ArrayList<>();
        text.expect("(");
        do {
            values.add(operand());
        } while (text.take(","));
        text.expect(")");
        return new Among(left, values);
    }

    private Operand operand() throws RuleSyntaxException {
        if (text.isAt('\'')) {
            return new Operand.Text(text.quoted('\''));
        }
        if (text.isAtNumber()) {
            return new Operand.Numeral(new BigDecimal(text.number()));
        }
        if (text.takeWord("true")) {
            return new Operand.Numeral(BigDecimal.ONE);
        }
        if (text.takeWord("false")) {
            return new Operand.Numeral(BigDecimal.ZERO);
        }
        boolean quoted = text.isAt('`');
        int start = text.place();
        if (!quoted && KEYWORDS.stream().anyMatch(text::takeWord)) {
            throw text.errorAt(start, "a column or a value was expected (NULL is asked for with 'is null')");
        }
        return new Operand.Column(text.column());
    }
}
