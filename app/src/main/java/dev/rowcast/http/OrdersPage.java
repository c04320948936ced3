package dev.rowcast.http;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.MysqlGtidSet;
import dev.rowcast.change.Row;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the orders, in the order that was asked for, and which changes they show. Whoever has heard the events since before
 * the orders were asked for, and applies those that they do not show, has the table as it is.
 *
 * @param version the rows show every change up to it, and without {@code gtids} no other; it compares as text with the
 *     versions of changes. Null where that is not known. Where MariaDB's clients use XA the rows may show later changes too
 * @param gtids what the rows show, exactly; null where the server does not tell it so
 * @param next the id to go on behind, in the same direction; null: these are the last
 */
public record OrdersPage(List<Row> rows, @Nullable String version, @Nullable Gtids gtids, @Nullable BigInteger next) {
    public OrdersPage {
        rows = List.copyOf(rows);
    }

    /**
     * The transactions that rows show. A transaction in neither set they do not show.
     *
     * @param executed they show all of these
     * @param committing they may show these or not, for they were being committed; usually none. None is in executed
     */
    public record Gtids(MysqlGtidSet executed, MysqlGtidSet committing) {
        public Gtids {
            requireNonNull(executed, "executed is null");
            requireNonNull(committing, "committing is null");
        }
    }
}
