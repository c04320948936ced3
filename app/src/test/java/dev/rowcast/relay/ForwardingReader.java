package dev.rowcast.relay;

import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import org.jspecify.annotations.Nullable;

/** A reader as it is, for others to change. */
abstract class ForwardingReader implements TableReader {
    private final TableReader reader;

    ForwardingReader(TableReader reader) {
        this.reader = reader;
    }

    @Override
    public Chunk read(TableId table, @Nullable String after, Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        return reader.read(table, after, delivered);
    }

    @Override
    public void prepare(TableId table, String after, Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        reader.prepare(table, after, delivered);
    }

    @Override
    public boolean isPreparing() {
        return reader.isPreparing();
    }

    @Override
    public Keys readKeys(TableId table, @Nullable String after, String last, Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        return reader.readKeys(table, after, last, delivered);
    }

    @Override
    public Count count(TableId table, Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        return reader.count(table, delivered);
    }

    @Override
    public ValueCount countValues(TableId table, String column, Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        return reader.countValues(table, column, delivered);
    }

    @Override
    public Tables tables(Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        return reader.tables(delivered);
    }

    @Override
    public void close() {
        reader.close();
    }
}
