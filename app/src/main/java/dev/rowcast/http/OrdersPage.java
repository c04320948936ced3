package dev.rowcast.http;

import dev.rowcast.change.Row;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the orders, in ascending order of id.
 *
 * @param version every change up to it is in these rows, and it compares as text with the versions of changes; null where
 *     that is not known
 * @param next ask for the orders after this id to read on; null: these are the last
 */
public record OrdersPage(List<Row> rows, @Nullable String version, @Nullable BigInteger next) {
    public OrdersPage {
        rows = List.copyOf(rows);
    }
}
