package dev.rowcast;

import dev.rowcast.config.Settings;
import java.time.Duration;

/** Starts what the settings describe and stays with it. */
@FunctionalInterface
public interface Launch {
    /** How long stopping may take, from the signal to the end of the process. */
    Duration STOP_LIMIT = Duration.ofSeconds(5);

    /**
     * Runs on the calling thread until the pipeline ends by itself or the thread is interrupted, which asks to stop in good
     * order. When it returns or throws, everything has been closed, within {@link #STOP_LIMIT} after an interrupt.
     *
     * @param audience told once everything has been started
     * @throws InterruptedException if the thread was interrupted, and everything has been closed
     * @throws Exception {@link dev.rowcast.relay.MisconfiguredException}, {@link
     *     dev.rowcast.relay.SourceUnavailableException} or {@link dev.rowcast.relay.BrokerUnavailableException}, for which
     *     there are exit codes, or anything unexpected
     */
    Outcome run(Settings settings, Audience audience) throws Exception;
}
