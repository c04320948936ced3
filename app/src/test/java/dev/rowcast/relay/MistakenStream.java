package dev.rowcast.relay;

import dev.rowcast.change.StreamItem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A stream as it is, for a {@link Mistake} to change. */
abstract class MistakenStream implements ChangeStream {
    private final ChangeStream stream;

    MistakenStream(ChangeStream stream) {
        this.stream = stream;
    }

    @Override
    public @Nullable StreamItem poll(Duration timeout)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        return stream.poll(timeout);
    }

    @Override
    public void close() {
        stream.close();
    }
}
