package dev.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.TableId;
import dev.rowcast.selection.CountedColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExtrasReaderTest {
    @Test
    void nothingIsToldUnlessAskedFor() {
        assertThat(TestingSources.load(Map.of()).settings().extras()).isEqualTo(ExtraSettings.NONE);
    }

    @Test
    void readsWhatIsAskedFor() {
        ExtraSettings extras = TestingSources.load(Map.of(
                        "ROWCAST_TABLES", "orders, crm.leads",
                        "ROWCAST_COUNTS", "orders.status, crm.leads.stage",
                        "ROWCAST_HOME_ASSISTANT", "home/assistant",
                        "ROWCAST_BIRTH", "on"))
                .settings()
                .extras();

        assertThat(extras.counted())
                .isEqualTo(List.of(
                        new CountedColumn(new TableId("shop", "orders"), "status"),
                        new CountedColumn(new TableId("crm", "leads"), "stage")));
        assertThat(extras.discoveryPrefix()).isEqualTo("home/assistant");
        assertThat(extras.birth()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders.status, orders.STATUS||shop.orders.STATUS twice",
                "order.status||a column of shop.order, which ROWCAST_TABLES does not name",
                "orders.status|ROWCAST_COLUMNS=orders: !status|shop.orders.status, which ROWCAST_COLUMNS hides or masks",
                "orders.status|ROWCAST_COLUMNS=orders: status=redact|shop.orders.status, which ROWCAST_COLUMNS hides or masks",
                "orders.status|ROWCAST_COLUMNS=orders: id|shop.orders.status, which ROWCAST_COLUMNS hides or masks",
                "orders.status|ROWCAST_ROWS=orders: id > 1|a column of shop.orders, of which ROWCAST_ROWS leaves rows out",
            })
    void refuses(String counts, String rule, String found) {
        Map<String, String> settings = new HashMap<>(Map.of("ROWCAST_COUNTS", counts));
        if (rule != null) {
            settings.put(rule.substring(0, rule.indexOf('=')), rule.substring(rule.indexOf('=') + 1));
        }
        assertThat(TestingSources.problems(settings)).singleElement().satisfies(problem -> {
            assertThat(problem.setting()).isEqualTo("ROWCAST_COUNTS");
            assertThat(problem.found()).isEqualTo(found);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ROWCAST_COUNTS|status",
                "ROWCAST_COUNTS|orders.*",
                "ROWCAST_COUNTS|*.status",
                "ROWCAST_COUNTS|a.b.c.d",
                "ROWCAST_COUNTS|orders.status,",
                "ROWCAST_HOME_ASSISTANT|rowcast",
                "ROWCAST_HOME_ASSISTANT|rowcast/x",
                "ROWCAST_HOME_ASSISTANT|home/#",
                "ROWCAST_HOME_ASSISTANT|/home",
                "ROWCAST_BIRTH|maybe",
            })
    void refusesTextsOfAnotherForm(String name, String text) {
        assertThat(TestingSources.problems(Map.of(name, text)))
                .extracting(Problem::setting)
                .containsExactly(name);
    }
}
