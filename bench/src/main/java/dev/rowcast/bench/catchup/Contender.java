package dev.rowcast.bench.catchup;

/** Who catches up, in the order of their turns. */
enum Contender {
    ROWCAST("Rowcast → Mosquitto"),
    DEBEZIUM("Debezium Engine → Mosquitto"),
    CEILING("MQTT client alone → Mosquitto"),
    CEILING_PACED("the same, acknowledgements taken together"),
    BINLOG("binlog connector alone"),
    ROWCAST_EMBEDDED("Rowcast → its own broker"),
    CEILING_EMBEDDED("MQTT client alone → Rowcast's broker");

    private final String title;

    Contender(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
