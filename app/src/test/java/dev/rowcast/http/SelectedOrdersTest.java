package dev.rowcast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.change.Row;
import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import dev.rowcast.selection.ColumnRule;
import dev.rowcast.selection.RowRule;
import dev.rowcast.selection.Selection;
import dev.rowcast.selection.SelectionRules;
import dev.rowcast.testing.InMemoryOrders;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

final class SelectedOrdersTest {
    private static final TableId TABLE = new TableId("shop", "orders");
    private static final OrderPatch NOTHING = new OrderPatch(null, null, null, null, null);

    private final InMemoryOrders table = new InMemoryOrders();

    @Test
    void ordersThatAreNotBroadcastCanNeitherBeReadNorChanged() throws Exception {
        Orders orders = orders("orders: !total, customer_name=redact", "orders: quantity > 1");
        table.create(order("Ada", 1));
        table.create(order("Bob", 2));

        assertThat(orders.list(OrdersRange.first(10)).rows())
                .singleElement()
                .satisfies(SelectedOrdersTest::showsNoMore);
        assertThat(orders.find(BigInteger.ONE)).isEmpty();
        assertThat(orders.find(BigInteger.TWO)).hasValueSatisfying(SelectedOrdersTest::showsNoMore);
        assertThat(orders.update(BigInteger.ONE, NOTHING)).isEmpty();
        assertThat(orders.update(BigInteger.TWO, NOTHING)).hasValueSatisfying(SelectedOrdersTest::showsNoMore);
        assertThat(orders.delete(BigInteger.ONE)).isFalse();
        assertThat(table.find(BigInteger.ONE)).isPresent();
        assertThat(orders.delete(BigInteger.TWO)).isTrue();
        showsNoMore(orders.create(order("Cid", 1)));
    }

    private static void showsNoMore(Row row) {
        assertThat(row.names()).doesNotContain("total").contains("id");
        assertThat(row.values()).contains(new Value.Text("***"));
    }

    @Test
    void aRuleThatDoesNotFitShowsNothing() throws Exception {
        Orders orders = orders("orders: !price", "orders: id > 0");
        table.create(order("Ada", 1));

        assertThatThrownBy(() -> orders.find(BigInteger.ONE)).isInstanceOf(OrdersUnavailableException.class);
        assertThatThrownBy(() -> orders.list(OrdersRange.first(10))).isInstanceOf(OrdersUnavailableException.class);
    }

    @Test
    void withoutRulesNothingStandsBetween() {
        assertThat(SelectedOrders.of(table, TABLE, new Selection(SelectionRules.EVERYTHING, null)))
                .isSameAs(table);
    }

    private Orders orders(String columns, String rows) throws Exception {
        SelectionRules rules = new SelectionRules(ColumnRule.parse(columns, "shop"), RowRule.parse(rows, "shop"));
        return SelectedOrders.of(table, TABLE, new Selection(rules, null));
    }

    private static NewOrder order(String customer, int quantity) {
        return new NewOrder(customer, "Lamp", quantity, BigDecimal.TEN, OrderStatus.PENDING);
    }
}
