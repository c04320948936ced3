package dev.rowcast.relay;

import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is prepared at once: so long before it is asked for no other reader has a chunk. Whether it says that it has, others
 * decide.
 */
final class EagerReader extends ForwardingReader {
    private @Nullable Prepared prepared;

    private record Prepared(TableId table, String after, Chunk chunk) {}

    private final BooleanSupplier preparing;

    EagerReader(TableReader reader, BooleanSupplier preparing) {
        super(reader);
        this.preparing = preparing;
    }

    @Override
    public boolean isPreparing() {
        return prepared != null && preparing.getAsBoolean();
    }

    @Override
    public void prepare(TableId table, String after, Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        prepared = new Prepared(table, after, super.read(table, after, delivered));
    }

    @Override
    public Chunk read(TableId table, @Nullable String after, Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        Prepared next = prepared;
        prepared = null;
        return next != null && next.table().equals(table) && next.after().equals(after)
                ? next.chunk()
                : super.read(table, after, delivered);
    }
}
