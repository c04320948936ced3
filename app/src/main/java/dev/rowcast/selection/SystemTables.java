package dev.rowcast.selection;

import dev.rowcast.change.TableId;
import java.util.Locale;
import java.util.Set;

/** Tables that are the server's own, or half-made: a pattern never means them. */
final class SystemTables {
    private static final Set<String> SCHEMAS = Set.of("mysql", "sys", "information_schema", "performance_schema");

    /** Of tables that an ALTER is making. */
    private static final String UNFINISHED = "#sql";

    private SystemTables() {}

    static boolean contain(TableId id) {
        return SCHEMAS.contains(id.schema().toLowerCase(Locale.ROOT))
                || id.table().startsWith(UNFINISHED);
    }
}
