package dev.rowcast.broker;

import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What all connections of one broker share. Any thread. */
record Parts(
        BrokerSettings settings,
        @Nullable Tls tls,
        RetainedStore store,
        Intake intake,
        Backlogs backlogs,
        Counters counters) {
    static Parts of(BrokerSettings settings) throws UnusableTlsException {
        TlsFiles files = settings.listeners().tls();
        Tls tls = files == null ? null : new Tls(files);
        RetainedStore store = new RetainedStore(Clock.systemUTC());
        return new Parts(settings, tls, store, new Intake(store), new Backlogs(settings.subscribers()), new Counters());
    }

    BrokerFigures figures() {
        return counters.figures(store, backlogs);
    }
}
