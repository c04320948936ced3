package dev.rowcast.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.selection.ColumnRule;
import dev.rowcast.selection.RowRule;
import dev.rowcast.selection.SelectionRules;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RuleChecksTest {
    private static final ServerFacts FACTS =
            TestingFacts.with(TestingFacts.mysql(), TestingFacts.table("InnoDB", List.of("id"), "id", "status"));

    @Test
    void saysWhichColumnIsUnknownAndWhatMayBeMeant() throws Exception {
        SelectionRules rules = new SelectionRules(
                ColumnRule.parse("orders: !stats; ord*: !fax?", "shop"), RowRule.parse("orders: colour = 1", "shop"));

        List<Finding> findings = RuleChecks.check(FACTS, rules);

        assertThat(findings).extracting(Finding::severity).containsOnly(Severity.ERROR);
        assertThat(findings)
                .extracting(Finding::toString)
                .satisfiesExactly(
                        column -> assertThat(column)
                                .isEqualTo(
                                        "ROWCAST_COLUMNS for shop.orders: found column stats, which the table does not"
                                                + " have; needed a column of the table, or a rule that lets tables lack it; to mend:"
                                                + " did you mean status? Then say so in ROWCAST_COLUMNS"),
                        row -> assertThat(row)
                                .startsWith("ROWCAST_ROWS for shop.orders: found column colour,")
                                .contains("name one of id, "));
    }

    @Test
    void theKeyHasToBeShown() throws Exception {
        SelectionRules rules = new SelectionRules(ColumnRule.parse("orders: status", "shop"), List.of());

        assertThat(RuleChecks.check(FACTS, rules))
                .singleElement()
                .extracting(Finding::toString)
                .isEqualTo(
                        "ROWCAST_COLUMNS for shop.orders: found a rule that leaves out or masks id of the primary key;"
                                + " needed the primary key as it is, for it stands in topics; to mend: show id in ROWCAST_COLUMNS,"
                                + " or choose another primary key");
    }
}
