package dev.rowcast.bench.polling;

import java.time.Duration;

/** How clients learn of changes. */
enum Way {
    UPDATED_AT("poll `updated_at`, 2 s", "poller", Duration.ofSeconds(2), true),
    WHOLE_SECONDS("poll `updated_at` in whole seconds, 2 s", "poller_seconds", Duration.ofSeconds(2), false),
    CHANGE_TABLE("poll a change table, 500 ms", "poller_changes", Duration.ofMillis(500), true),
    ROWCAST("Rowcast", "rowcast", Duration.ZERO, true);

    private final String label;
    private final String user;
    private final Duration interval;
    private final boolean scaled;

    Way(String label, String user, Duration interval, boolean scaled) {
        this.label = label;
        this.user = user;
        this.interval = interval;
        this.scaled = scaled;
    }

    /** In tables. */
    String label() {
        return label;
    }

    /** In plots, where nothing is code. */
    String plainLabel() {
        return label.replace("`", "");
    }

    /** Who asks the database. */
    String user() {
        return user;
    }

    /** Between two requests; zero where none are made. */
    Duration interval() {
        return interval;
    }

    /** Whether there are as many clients of it as are to be measured, or one only, for they would ask what others ask. */
    boolean scaled() {
        return scaled;
    }

    /** A change that stood for longer was there to be seen: at each moment a request is at most an interval away. */
    Duration longEnough() {
        return interval.multipliedBy(2);
    }
}
