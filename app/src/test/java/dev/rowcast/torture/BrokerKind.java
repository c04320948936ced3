package dev.rowcast.torture;

/** Whose broker it is, and how many Rowcasts serve it. */
enum BrokerKind {
    EMBEDDED("embedded broker", 1),
    EXTERNAL("Mosquitto", 1),
    EXTERNAL_WITH_STANDBY("Mosquitto, with a standby", 2);

    private final String displayName;
    private final int rowcasts;

    BrokerKind(String displayName, int rowcasts) {
        this.displayName = displayName;
        this.rowcasts = rowcasts;
    }

    boolean isExternal() {
        return this != EMBEDDED;
    }

    /** How many of one name, of which one leads. */
    int rowcasts() {
        return rowcasts;
    }

    @Override
    public String toString() {
        return displayName;
    }
}
