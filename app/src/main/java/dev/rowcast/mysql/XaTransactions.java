package dev.rowcast.mysql;

import dev.rowcast.change.Position.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * XA transactions that the binlog holds already and nobody can see yet: the one that is being read, and those that were
 * prepared and are neither committed nor rolled back. Keeps what they do to watched tables, in bounded memory. One per
 * connection, on its thread.
 */
final class XaTransactions implements AutoCloseable {
    private static final long MAX_BYTES_IN_MEMORY = 4L << 20;

    private final KeptEvents.Room room = new KeptEvents.Room(MAX_BYTES_IN_MEMORY);
    private final Map<Xid, XaTransaction> undecided = new LinkedHashMap<>();
    private @Nullable XaTransaction open;

    /**
     * An XA transaction.
     *
     * @param start where it begins in the binlog
     * @param gtid under which it was prepared; null where the server writes none
     * @param events what it does to watched tables
     */
    record XaTransaction(Place start, @Nullable String gtid, KeptEvents events) implements AutoCloseable {
        @Override
        public void close() {
            events.close();
        }
    }

    /** The events from here to {@link #prepared} or {@link #takeOpen} are an XA transaction's. */
    void begin(Place start, @Nullable String gtid) {
        abandonOpen();
        open = new XaTransaction(start, gtid, new KeptEvents(room));
    }

    /** What was being read, if anything, has ended in another way. */
    void abandonOpen() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    boolean isOpen() {
        return open != null;
    }

    /** Keeps an event of the one that is being read. */
    void keep(RawEvent event) {
        opened().events().add(event);
    }

    /** The one that was being read, which is committed without having been prepared. */
    XaTransaction takeOpen() {
        XaTransaction taken = opened();
        open = null;
        return taken;
    }

    /**
     * The one that was being read is prepared.
     *
     * @return another one of this name, which the server has lost before it was decided; null if there is none
     */
    @Nullable
    XaTransaction prepared(Xid xid) {
        XaTransaction former = undecided.remove(xid);
        undecided.put(xid, takeOpen());
        return former;
    }

    /** The transaction that is decided now, prepared or not; null if it began before the stream. */
    @Nullable
    XaTransaction decided(Xid xid) {
        return open == null ? undecided.remove(xid) : takeOpen();
    }

    /** Where the oldest undecided one begins; null if there is none. */
    @Nullable
    Place oldest() {
        return undecided.isEmpty() ? null : undecided.values().iterator().next().start();
    }

    private XaTransaction opened() {
        if (open == null) {
            throw new CorruptEventException("an XA transaction ends that did not begin");
        }
        return open;
    }

    /** Forgets them all. */
    @Override
    public void close() {
        abandonOpen();
        undecided.values().forEach(XaTransaction::close);
        undecided.clear();
    }
}
