package dev.rowcast.bench.latency;

/** What brings changes from the binlog to subscribers. */
enum Contender {
    EMBEDDED("Rowcast, its embedded broker"),
    ROWCAST("Rowcast, Mosquitto"),
    ROWCAST_NAGLE("Rowcast, Mosquitto by default"),
    DEBEZIUM("Debezium by default, Mosquitto"),
    DEBEZIUM_TUNED("Debezium tuned, Mosquitto"),
    /** Reads the binlog as the connector does by itself, and sends one prepared message for each row. */
    FLOOR("bare binlog client, Mosquitto");

    private final String label;

    Contender(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Whether a change is two messages: the row's state and the event. */
    boolean tellsState() {
        return this != FLOOR;
    }

    /** Whether its Mosquitto sends small packets at once: not by default. */
    boolean noDelay() {
        return this != ROWCAST_NAGLE;
    }
}
