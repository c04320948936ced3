package dev.rowcast.broker;

import dev.rowcast.broker.access.AccessFileException;
import dev.rowcast.broker.access.Authenticator;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What all connections of one broker share. Any thread. */
record Parts(
        BrokerSettings settings,
        @Nullable Tls tls,
        Authenticator authenticator,
        RetainedStore store,
        Router router,
        Intake intake,
        Backlogs backlogs,
        Counters counters,
        Offences offences) {
    static Parts of(BrokerSettings settings) throws UnusableTlsException, AccessFileException {
        TlsFiles files = settings.listeners().tls();
        Tls tls = files == null ? null : new Tls(files);
        RetainedStore store =
                new RetainedStore(Clock.systemUTC(), settings.clients().retained());
        Router router = new Router();
        return new Parts(
                settings,
                tls,
                Authenticator.start(settings.access()),
                store,
                router,
                new Intake(store, router),
                new Backlogs(settings.subscribers()),
                new Counters(),
                new Offences());
    }

    void close() {
        authenticator.close();
    }

    BrokerFigures figures() {
        return counters.figures(store, backlogs);
    }
}
