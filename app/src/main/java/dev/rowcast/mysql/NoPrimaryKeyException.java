package dev.rowcast.mysql;

import dev.rowcast.change.TableId;
import java.io.Serial;

/** A table has no primary key: where it is not named, but matches a pattern, it is left out. */
final class NoPrimaryKeyException extends UndecodableException {
    @Serial
    private static final long serialVersionUID = 1;

    NoPrimaryKeyException(TableId table) {
        super(table + " has no primary key; to mend: ALTER TABLE " + TableColumns.quote(table)
                + " ADD PRIMARY KEY (…)");
    }
}
