package dev.rowcast.torture;

/** Whose broker it is. */
enum BrokerKind {
    EMBEDDED("embedded broker"),
    EXTERNAL("Mosquitto");

    private final String displayName;

    BrokerKind(String displayName) {
        this.displayName = displayName;
    }

    @Override
    public String toString() {
        return displayName;
    }
}
