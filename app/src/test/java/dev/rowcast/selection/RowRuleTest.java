package dev.rowcast.selection;

import static dev.rowcast.selection.Rows.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.change.Value;
import dev.rowcast.selection.Condition.And;
import dev.rowcast.selection.Condition.Comparison;
import dev.rowcast.selection.Condition.IsNull;
import dev.rowcast.selection.Condition.Not;
import dev.rowcast.selection.Condition.Operand;
import dev.rowcast.selection.Condition.Operator;
import dev.rowcast.selection.Condition.Or;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RowRuleTest {
    private static final List<String> NAMES =
            List.of("id", "big", "price", "status", "day", "flag", "ratio", "nothing", "order", "doc");
    private static final List<Value> ROW = List.of(
            new Value.Int(7),
            new Value.BigInt(new BigInteger("18446744073709551615")),
            new Value.Text("19.90"),
            new Value.Text("it's new"),
            new Value.Text("2026-11-20"),
            new Value.Bool(true),
            new Value.Float32(0.1f),
            Value.Null.NULL,
            new Value.Text("é"),
            new Value.Json("{}"));

    @Test
    void andBindsMoreThanOrAndNotMoreThanBoth() throws Exception {
        Condition a = comparison("a", Operator.EQUAL);
        Condition b = comparison("b", Operator.NOT_EQUAL);

        assertThat(RowRule.parse("t: not a = 1 and b <> 1 OR a=1 or (a = 1 or b!=1) AND c is not null", "s"))
                .containsExactly(new RowRule(
                        new TablePattern("s", "t"),
                        new Or(new Or(new And(new Not(a), b), a), new And(new Or(a, b), new Not(new IsNull("c"))))));
    }

    private static Condition comparison(String column, Operator operator) {
        return new Comparison(new Operand.Column(column), operator, new Operand.Numeral(BigDecimal.ONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = 7",
                "ID=7",
                "7 = id",
                "id in (1, 7)",
                "id not in (1, 2)",
                "id > -1",
                "id < 7.5",
                "big = 18446744073709551615",
                "price = 19.9",
                "price > 9",
                "price = '19.90'",
                "status = 'it''s new'",
                "status > 'it'",
                "status < 'itz'",
                "day >= '2026-11-01' and day < '2026-12-01'",
                "flag = true",
                "flag = 1",
                "ratio = 0.1",
                "nothing is null",
                "not nothing is not null",
                "id is not null",
                "id < big",
                "`order` = 'é'",
                "`order` > 'z'",
                "nothing = 1 or id = 7",
                "not (nothing = 1 and id = 8)",
                "doc is not null",
            })
    void holds(String condition) throws Exception {
        assertThat(test(condition)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = 8",
                "id != 7",
                "id in (1, 2)",
                "status = 'It''s new'",
                "status = 'it''s new '",
                "price = '19.9'",
                "nothing = 1",
                "nothing != 1",
                "not nothing = 1",
                "nothing in (1)",
                "nothing not in (1)",
                "nothing not in (1, nothing)",
                "id in (nothing, 8)",
                "id not in (nothing, 8)",
                "status > 1",
                "not status > 1",
                "flag = false",
                "id is null",
                "nothing = nothing",
            })
    void doesNotHold(String condition) throws Exception {
        assertThat(test(condition)).isFalse();
    }

    private static boolean test(String condition) throws RuleSyntaxException {
        RowRule rule = RowRule.parse("shop.customers: " + condition, "shop").get(0);
        return new RowTest(rule.condition(), CUSTOMERS, NAMES).holds(ROW);
    }

    @Test
    void aDocumentHasNoOrder() {
        assertThatThrownBy(() -> test("doc = '{}'"))
                .isInstanceOf(UnfitRuleException.class)
                .hasMessage(
                        "ROWCAST_ROWS compares shop.customers.doc, whose values have no order; to mend: ask of it only"
                                + " whether it is null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "t:|a column's name was expected at character 3, at the end",
                "t: a|a comparison was expected: = != < <= > >= in, is null at character 5, at the end",
                "t: a =|a column's name was expected at character 7, at the end",
                "t: a = null|a column or a value was expected (NULL is asked for with 'is null') at character 8, at 'null'",
                "t: a = 'x|the quote is not closed at character 8, at ''x'",
                "t: (a = 1|')' was expected at character 10, at the end",
                "t: a = 1 b = 2|';' or the end was expected at character 10, at 'b = 2'",
                "t: a in 1|'(' was expected at character 9, at '1'",
                "t: a in ()|a column's name was expected at character 10, at ')'",
                "t: a is 1|'null' was expected at character 9, at '1'",
                "t: 1 is null|a column was expected ahead of 'is' at character 4, at '1 is null'",
                "t: a = 1x|a number ends here; a column that begins with a digit is written in backticks at character 9, at 'x'",
                "t: a = 1.|a digit was expected at character 10, at the end",
                "t: a like 'x'|a comparison was expected: = != < <= > >= in, is null at character 6, at 'like 'x''",
            })
    void saysWhereAMistakeIs(String text, String message) {
        assertThatThrownBy(() -> RowRule.parse(text, "shop"))
                .isInstanceOf(RuleSyntaxException.class)
                .hasMessage(message);
    }

    @Test
    void nestingIsBounded() {
        assertThatThrownBy(() -> RowRule.parse("t: " + "(".repeat(10_000) + "a = 1", "shop"))
                .isInstanceOf(RuleSyntaxException.class)
                .hasMessageStartingWith("nested more than 100 deep at character 104");
        assertThatThrownBy(() -> RowRule.parse("t: " + "not ".repeat(10_000) + "a = 1", "shop"))
                .isInstanceOf(RuleSyntaxException.class);
    }
}
