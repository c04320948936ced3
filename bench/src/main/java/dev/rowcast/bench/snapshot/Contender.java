package dev.rowcast.bench.snapshot;

/** What fills an empty broker with the state of all rows. */
enum Contender {
    ROWCAST("Rowcast"),
    DEBEZIUM("Debezium"),
    /** Sends as many messages like Rowcast's from memory. */
    CEILING("MQTT alone");

    private final String label;

    Contender(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Whether it follows the database. */
    boolean follows() {
        return this != CEILING;
    }
}
