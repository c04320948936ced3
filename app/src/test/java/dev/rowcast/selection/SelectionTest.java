package dev.rowcast.selection;

import static dev.rowcast.selection.Rows.CUSTOMERS;
import static dev.rowcast.selection.Rows.KEY;
import static dev.rowcast.selection.Rows.change;
import static dev.rowcast.selection.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Row;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SelectionTest {
    private static final Row ADA = row(1, "Ada", "ada@example.org", 20L);

    @Test
    void withoutARuleARowIsTheSameObject() throws Exception {
        assertThat(selection("other: id", "").of(CUSTOMERS, KEY, ADA)).containsSame(ADA);
    }

    @Test
    void showsListedColumnsAloneInTheTablesOrder() throws Exception {
        assertThat(names("customers: points, id")).containsExactly("id", "points");
    }

    @Test
    void leavesOutColumns() throws Exception {
        assertThat(names("customers: !EMAIL")).containsExactly("id", "name", "points");
        assertThat(names("cust*: !email?, !fax?")).containsExactly("id", "name", "points");
    }

    @Test
    void everyRuleHoldsThatMatches() throws Exception {
        assertThat(names("*: id, name, email; customers: !email")).containsExactly("id", "name");
        assertThat(shown("*: email=hash; customers: email=redact", ADA).values().get(2))
                .isEqualTo(new Value.Text("***"));
    }

    @Test
    void masksAreThoseThatAnybodyWithTheKeyCanMakeAnew() throws Exception {
        Row masked = shown("customers: email=hash, points=hash, name=redact", ADA);

        // printf %s ada@example.org | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        assertThat(masked.values())
                .containsExactly(
                        new Value.Int(1),
                        new Value.Text("***"),
                        new Value.Text("bcfa6aa5642f6ffa0a359346b83770c4403581e5e1b7b5578df29ea26c669043"),
                        new Value.Text("84c1e387a2627c70232d389cce0817e0011557a5f9a8650e058947952f3b818e"));
    }

    @Test
    void equalValuesHaveEqualHashesWhateverTheirType() throws Exception {
        Row row = row(1, "20", "20", 20L);

        List<Value> values =
                shown("customers: name=hash, email=hash, points=hash", row).values();

        assertThat(values.get(1)).isEqualTo(values.get(2)).isEqualTo(values.get(3));
    }

    @Test
    void nullStaysNull() throws Exception {
        assertThat(shown("customers: email=hash, points=redact", row(1, "Ada", null, null))
                        .values())
                .endsWith(Value.Null.NULL, Value.Null.NULL);
    }

    @Test
    void aRowThatEntersIsInsertedAndOneThatLeavesIsDeleted() throws Exception {
        Row poor = row(1, "Ada", "ada@example.org", 1L);
        Selection selection = selection("customers: !email", "customers: points >= 10");

        assertThat(selection.of(change(poor, ADA)).orElseThrow()).satisfies(entered -> {
            assertThat(entered.operation()).isEqualTo(Operation.INSERT);
            assertThat(entered.before()).isNull();
            assertThat(requireAfter(entered).names()).containsExactly("id", "name", "points");
        });
        assertThat(selection.of(change(ADA, poor)).orElseThrow()).satisfies(left -> {
            assertThat(left.operation()).isEqualTo(Operation.DELETE);
            assertThat(left.after()).isNull();
            assertThat(left.before()).isEqualTo(selection.columns(CUSTOMERS, KEY, ADA));
        });
        assertThat(selection.of(change(ADA, ADA)).orElseThrow().operation()).isEqualTo(Operation.UPDATE);
        assertThat(selection.of(change(poor, poor))).isEmpty();
        assertThat(selection.of(change(null, poor))).isEmpty();
        assertThat(selection.of(change(poor, null))).isEmpty();
    }

    private static Row requireAfter(RowChange change) {
        return Optional.ofNullable(change.after()).orElseThrow();
    }

    @Test
    void aFilterSeesWhatIsLeftOutAndMasked() throws Exception {
        assertThat(selection("customers: !email, name=redact", "customers: email = 'ada@example.org' and name = 'Ada'")
                        .of(CUSTOMERS, KEY, ADA))
                .isPresent();
    }

    @Test
    void aHiddenColumnThatIsGoneStopsForItMayHaveAnotherName() throws Exception {
        Row renamed = new Row(List.of("id", "name", "mail", "points"), ADA.values());
        for (String rules : List.of("customers: !email", "customers: email=hash", "customers: email=redact")) {
            Selection selection = selection(rules, "");
            assertThat(selection.of(CUSTOMERS, KEY, ADA)).isPresent();
            assertThatThrownBy(() -> selection.of(CUSTOMERS, KEY, renamed))
                    .isInstanceOf(UnfitRuleException.class)
                    .hasMessage("ROWCAST_COLUMNS names shop.customers.email, and the table has no such column, only id,"
                            + " name, mail, points; to mend: name it there as the table does");
        }
        assertThat(selection("customers: id, email", "")
                        .of(CUSTOMERS, KEY, renamed)
                        .orElseThrow()
                        .names())
                .containsExactly("id");
        assertThatThrownBy(() -> selection("", "customers: email is null").of(CUSTOMERS, KEY, renamed))
                .isInstanceOf(UnfitRuleException.class)
                .hasMessageStartingWith("ROWCAST_ROWS names shop.customers.email, and the table has no such column");
    }

    @Test
    void theKeyCanNeitherBeLeftOutNorMasked() throws Exception {
        for (String rules :
                List.of("customers: name", "customers: !id", "customers: id=hash", "customers: id=redact")) {
            assertThatThrownBy(() -> selection(rules, "").of(CUSTOMERS, KEY, ADA))
                    .isInstanceOf(UnfitRuleException.class)
                    .hasMessageContaining("leaves out or masks shop.customers.id, which belongs to the primary key");
        }
    }

    @Test
    void theFingerprintTellsRulesAndKeysApartAndNeitherOfThem() throws Exception {
        String fingerprint = selection("customers: email=hash", "").fingerprint();

        assertThat(fingerprint)
                .isEqualTo(selection("customers: email = hash", "").fingerprint());
        assertThat(fingerprint)
                .isNotEqualTo(selection("customers: name=hash", "").fingerprint())
                .isNotEqualTo(
                        selection("customers: email=hash", "customers: id = 1").fingerprint())
                .isNotEqualTo(new Selection(
                                new SelectionRules(ColumnRule.parse("customers: email=hash", "shop"), List.of()),
                                "another key, another key, another")
                        .fingerprint())
                .doesNotContain("email");
        assertThat(new Selection(SelectionRules.EVERYTHING, null).fingerprint()).isEmpty();
    }

    @Test
    void rulesOfOtherTablesDoNotConcernATable() throws Exception {
        TableId other = new TableId("crm", "customers");

        assertThat(selection("customers: !email", "customers: id = 0").of(other, KEY, ADA))
                .containsSame(ADA);
    }

    private static List<String> names(String columns) throws RuleSyntaxException {
        return shown(columns, ADA).names();
    }

    private static Row shown(String columns, Row row) throws RuleSyntaxException {
        return selection(columns, "").of(CUSTOMERS, KEY, row).orElseThrow();
    }

    private static Selection selection(String columns, String rows) throws RuleSyntaxException {
        return new Selection(
                new SelectionRules(
                        columns.isEmpty() ? List.of() : ColumnRule.parse(columns, "shop"),
                        rows.isEmpty() ? List.of() : RowRule.parse(rows, "shop")),
                "0123456789abcdef0123456789abcdef");
    }
}
