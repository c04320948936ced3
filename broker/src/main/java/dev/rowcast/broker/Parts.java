package dev.rowcast.broker;

import java.time.Clock;

/** What all connections of one broker share. Any thread. */
record Parts(BrokerSettings settings, RetainedStore store, Intake intake, Backlogs backlogs, Counters counters) {
    static Parts of(BrokerSettings settings) {
        RetainedStore store = new RetainedStore(Clock.systemUTC());
        return new Parts(settings, store, new Intake(store), new Backlogs(settings.subscribers()), new Counters());
    }

    BrokerFigures figures() {
        return counters.figures(store, backlogs);
    }
}
