package dev.rowcast.mysql;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Position.Place;
import dev.rowcast.change.Row;
import dev.rowcast.change.Source;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.TableId;
import dev.rowcast.mysql.GtidEvents.Head;
import org.jspecify.annotations.Nullable;

/** Makes changes of the row images of one transaction, and numbers them. */
final class ChangeMaker {
    private final String server;
    private final Head head;
    private final Place start;
    private long row;

    /** @param start where the transaction begins */
    ChangeMaker(String server, Head head, Place start) {
        this.server = server;
        this.head = head;
        this.start = start;
    }

    /** Takes one change. */
    @FunctionalInterface
    interface ChangeAction {
        void accept(RowChange change) throws InterruptedException;
    }

    /** One change of one row; two if its key changes. */
    void make(TableId table, RowsEventDecoder decoder, @Nullable Row before, @Nullable Row after, ChangeAction action)
            throws InterruptedException {
        if (before == null || after == null) {
            Row image = requireNonNull(before == null ? after : before, "a change without images");
            Operation operation = before == null ? Operation.INSERT : Operation.DELETE;
            action.accept(new RowChange(table, operation, decoder.key(image), before, after, source()));
            return;
        }
        Row keyBefore = decoder.key(before);
        Row keyAfter = decoder.key(after);
        if (Keys.same(keyBefore, keyAfter)) {
            action.accept(new RowChange(table, Operation.UPDATE, keyAfter, before, after, source()));
        } else {
            action.accept(new RowChange(table, Operation.DELETE, keyBefore, before, null, source()));
            action.accept(new RowChange(table, Operation.INSERT, keyAfter, null, after, source()));
        }
    }

    private Source source() {
        row++;
        return new Source(server, head.gtid(), start.file(), start.offset(), row, head.committedAt());
    }

    /** Where its first change comes from. */
    Source first() {
        return new Source(server, head.gtid(), start.file(), start.offset(), 1, head.committedAt());
    }
}
