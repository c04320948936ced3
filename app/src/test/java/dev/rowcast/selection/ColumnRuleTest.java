package dev.rowcast.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.selection.ColumnRule.Column;
import dev.rowcast.selection.ColumnRule.Treatment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ColumnRuleTest {

    @Test
    void readsEachTreatmentOfEachTable() throws Exception {
        assertThat(ColumnRule.parse(
                        "orders: id,status ; crm.cust*: !notes , !`odd,`` name`?,email = hash, phone=REDACT;", "shop"))
                .containsExactly(
                        new ColumnRule(
                                new TablePattern("shop", "orders"),
                                List.of(
                                        new Column("id", Treatment.SHOW, false),
                                        new Column("status", Treatment.SHOW, false))),
                        new ColumnRule(
                                new TablePattern("crm", "cust*"),
                                List.of(
                                        new Column("notes", Treatment.HIDE, false),
                                        new Column("odd,` name", Treatment.HIDE, true),
                                        new Column("email", Treatment.HASH, false),
                                        new Column("phone", Treatment.REDACT, false))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "orders|a table and ':' were expected at character 1, at 'orders'",
                "orders:|a column's name was expected at character 8, at the end",
                "orders: id,|a column's name was expected at character 12, at the end",
                "orders: id status|';' or the end was expected at character 12, at 'status'",
                "orders: id, ID|the column ID stands twice at character 13, at 'ID'",
                "orders: email=md5|'hash' or 'redact' was expected at character 15, at 'md5'",
                "orders: `id|the quote is not closed at character 9, at '`id'",
                "a.b.c: id|more than one dot in 'a.b.c' at character 1, at 'a.b.c: id'",
                "orders: id; : x|'' is no name of a table or database, nor a pattern at character 13, at ': x'",
            })
    void saysWhereAMistakeIs(String text, String message) {
        assertThatThrownBy(() -> ColumnRule.parse(text, "shop"))
                .isInstanceOf(RuleSyntaxException.class)
                .hasMessage(message);
    }
}
