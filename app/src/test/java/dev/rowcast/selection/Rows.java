package dev.rowcast.selection;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Row;
import dev.rowcast.change.Source;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of {@code shop.customers (id, name, email, points)}, whose key is the id. */
final class Rows {
    static final TableId CUSTOMERS = new TableId("shop", "customers");
    static final List<String> NAMES = List.of("id", "name", "email", "points");
    static final List<String> KEY = List.of("id");

    private static final Source SOURCE = new Source("s", null, "binlog.000001", 4, 1, Instant.EPOCH);

    private Rows() {}

    static Row row(long id, String name, @Nullable String email, @Nullable Long points) {
        return new Row(NAMES, List.of(new Value.Int(id), new Value.Text(name), text(email), number(points)));
    }

    private static Value text(@Nullable String text) {
        return text == null ? Value.Null.NULL : new Value.Text(text);
    }

    private static Value number(@Nullable Long number) {
        return number == null ? Value.Null.NULL : new Value.Int(number);
    }

    static RowChange change(@Nullable Row before, @Nullable Row after) {
        Row image = before == null ? after : before;
        if (image == null) {
            throw new IllegalArgumentException("no image");
        }
        Operation operation = before == null ? Operation.INSERT : after == null ? Operation.DELETE : Operation.UPDATE;
        return new RowChange(CUSTOMERS, operation, new Row(KEY, image.values().subList(0, 1)), before, after, SOURCE);
    }
}
