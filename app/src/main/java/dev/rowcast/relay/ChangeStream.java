package dev.rowcast.relay;

import dev.rowcast.change.StreamItem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Changes as they are committed, read in the background and handed over in order, within a bounded memory. */
public interface ChangeStream extends AutoCloseable {

    /**
     * The next item; null if none came within the time.
     *
     * @throws SourceUnavailableException if the stream broke; everything before has been handed over
     * @throws MisconfiguredException if an event can not be followed; names the table, the position and the fix
     */
    @Nullable
    StreamItem poll(Duration timeout) throws SourceUnavailableException, MisconfiguredException, InterruptedException;

    /** Ends the stream and its connection. Never throws. */
    @Override
    void close();
}
