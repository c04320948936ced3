package dev.rowcast.torture;

/** What may happen to a running Rowcast and to those that it depends on. */
enum FaultKind {
    KILL_ROWCAST(0, 1000),
    /** Longer than another waits before it takes over; what it had in hand comes out when it wakes. */
    SUSPEND_ROWCAST(3500, 6000),
    STOP_DATABASE(0, 1000),
    KILL_DATABASE(0, 1000),
    CUT_DATABASE(0, 0),
    /** Longer than silence is borne. */
    FREEZE_DATABASE(3500, 5000),
    /** Shorter than that: nothing may be lost, not even the connection. */
    DELAY_DATABASE(200, 2000),
    REFUSE_DATABASE(300, 2500),
    /** While Rowcast is down, so that events are lost. */
    PURGE_BINLOGS(0, 500),
    /** The one that the checkpoint's file is on: with the embedded broker alone. */
    FILL_DISK(500, 2000),
    /** In good order: it keeps sessions and retained messages. */
    RESTART_BROKER(0, 1000),
    PAUSE_BROKER(500, 5000),
    CUT_BROKER(0, 0),
    FREEZE_BROKER(3500, 5000),
    DELAY_BROKER(200, 2000),
    REFUSE_BROKER(300, 2500);

    private final int leastMillis;
    private final int mostMillis;

    FaultKind(int leastMillis, int mostMillis) {
        this.leastMillis = leastMillis;
        this.mostMillis = mostMillis;
    }

    int leastMillis() {
        return leastMillis;
    }

    int mostMillis() {
        return mostMillis;
    }

    boolean isOf(BrokerKind broker) {
        return switch (this) {
            case FILL_DISK -> !broker.isExternal();
            case SUSPEND_ROWCAST,
                    RESTART_BROKER,
                    PAUSE_BROKER,
                    CUT_BROKER,
                    FREEZE_BROKER,
                    DELAY_BROKER,
                    REFUSE_BROKER -> broker.isExternal();
            case KILL_ROWCAST,
                    STOP_DATABASE,
                    KILL_DATABASE,
                    CUT_DATABASE,
                    FREEZE_DATABASE,
                    DELAY_DATABASE,
                    REFUSE_DATABASE,
                    PURGE_BINLOGS -> true;
        };
    }

    /** Whether it takes a while in which something else may happen. */
    boolean leavesTimeForAKill() {
        return switch (this) {
            case KILL_ROWCAST, SUSPEND_ROWCAST, CUT_DATABASE, CUT_BROKER, PURGE_BINLOGS -> false;
            case STOP_DATABASE,
                    KILL_DATABASE,
                    FREEZE_DATABASE,
                    DELAY_DATABASE,
                    REFUSE_DATABASE,
                    FILL_DISK,
                    RESTART_BROKER,
                    PAUSE_BROKER,
                    FREEZE_BROKER,
                    DELAY_BROKER,
                    REFUSE_BROKER -> true;
        };
    }
}
