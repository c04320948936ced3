package dev.rowcast.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.change.TableId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TableSelectionTest {

    @Test
    void namesAndPatterns() {
        TableSelection tables =
                TableSelection.parse(List.of("orders", "crm.*", "*.invoices_20??", "!crm.audit_*", "!tmp.*"), "shop");

        assertThat(tables.named()).containsExactly(new TableId("shop", "orders"));
        assertThat(tables.hasPatterns()).isTrue();
        assertThat(List.of("shop.orders", "crm.people", "any.invoices_2026"))
                .allMatch(name -> tables.matches(id(name)));
        assertThat(List.of("shop.Orders", "crm.audit_log", "shop.people", "any.invoices_x", "tmp.invoices_2026"))
                .noneMatch(name -> tables.matches(id(name)));
    }

    @Test
    void patternsNeverMeanTheServersOwnTables() {
        TableSelection all = TableSelection.parse(List.of("*.*"), "shop");

        assertThat(List.of("mysql.user", "sys.x", "information_schema.TABLES", "performance_schema.x", "shop.#sql-1_2"))
                .noneMatch(name -> all.matches(id(name)));
        assertThat(TableSelection.parse(List.of("mysql.user"), "shop").matches(id("mysql.user")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "!orders, 'only what is left out, and nothing to leave it out of'",
        "orders shop.orders, shop.orders twice",
        "orders !ord*, 'shop.orders, which is left out too'",
        "a.b.c, more than one dot in 'a.b.c'",
    })
    void refuses(String items, String message) {
        assertThatThrownBy(() -> TableSelection.parse(List.of(items.split(" ", -1)), "shop"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static TableId id(String name) {
        String[] parts = name.split("\\.", 2);
        return new TableId(parts[0], parts[1]);
    }
}
