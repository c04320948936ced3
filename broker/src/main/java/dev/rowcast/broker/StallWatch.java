package dev.rowcast.broker;

import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks now and then whether a subscriber takes anything while something is under way to it. On the channel's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // of a look that is not called off
final class StallWatch {
    private final EventExecutor executor;
    private final Duration maxStall;
    private final DeliveryWindow window;
    private final Runnable stalled;

    private boolean watching;
    private @Nullable ChannelFuture lastWrite;

    /**
     * Makes one that does not look yet.
     *
     * @param maxStall how long the subscriber may take nothing
     * @param stalled is called when it has taken nothing for as long
     */
    StallWatch(EventExecutor executor, Duration maxStall, DeliveryWindow window, Runnable stalled) {
        this.executor = executor;
        this.maxStall = maxStall;
        this.window = window;
        this.stalled = stalled;
    }

    /** What was written last; null if nothing was. */
    @Nullable
    ChannelFuture lastWrite() {
        return lastWrite;
    }

    /** Something was written. */
    void written(ChannelFuture write) {
        lastWrite = write;
        watch();
    }

    private void watch() {
        if (watching) {
            return;
        }
        watching = true;
        ChannelFuture write = lastWrite;
        boolean inFlight = !window.isEmpty();
        long acknowledged = window.acknowledgements();
        executor.schedule(
                () -> {
                    watching = false;
                    boolean unread = write != null && !write.isDone();
                    if (unread || (inFlight && acknowledged == window.acknowledgements())) {
                        stalled.run();
                    } else if (!window.isEmpty() || lastWrite != write) {
                        watch();
                    }
                },
                maxStall.toMillis(),
                TimeUnit.MILLISECONDS);
    }
}
