package dev.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SelectionReaderTest {

    @Test
    void readsRulesAndTheKey() {
        SelectionSettings selection = TestingSources.load(Map.of(
                        "ROWCAST_COLUMNS", "orders: total=hash",
                        "ROWCAST_ROWS", "shop.*: id > 1",
                        "ROWCAST_HASH_KEY", "0123456789abcdef0123456789abcdef"))
                .settings()
                .selection();

        assertThat(selection.rules().columns()).hasSize(1);
        assertThat(selection.rules().rows()).hasSize(1);
        assertThat(selection.toString()).contains(Secret.MASK).doesNotContain("0123456789");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "ROWCAST_COLUMNS|orders: id status|a mistake: ';' or the end was expected at character 12, at 'status'",
                "ROWCAST_ROWS|orders: id >|a mistake: a column's name was expected at character 13, at the end",
                "ROWCAST_COLUMNS|order: !total|a rule for shop.order, which ROWCAST_TABLES does not name",
                "ROWCAST_ROWS|crm.*: id = 1|a rule for crm.*, which ROWCAST_TABLES does not name",
                "ROWCAST_COLUMNS|orders: total=hash|a column to hash without a key",
                "ROWCAST_TABLE_TOPICS|orders: a/{id}|the topic 'a/{id}'",
                "ROWCAST_TABLE_TOPICS|crm.x: a/{key}|a rule for crm.x, which ROWCAST_TABLES does not name",
                "ROWCAST_HASH_KEY|short|masked",
            })
    void refuses(String name, String text, String found) {
        assertThat(TestingSources.problems(Map.of(name, text))).singleElement().satisfies(problem -> {
            assertThat(problem.setting()).isEqualTo(name);
            assertThat(problem.found()).isEqualTo(found.equals("masked") ? "\"******\"" : found);
            assertThat(problem.allowed()).isNotEmpty();
        });
    }

    @Test
    void saysWhichTableMayBeMeant() {
        assertThat(TestingSources.problems(Map.of("ROWCAST_ROWS", "order: id = 1")))
                .singleElement()
                .extracting(Problem::allowed)
                .isEqualTo("rules for tables that are broadcast; did you mean shop.orders?");
    }
}
