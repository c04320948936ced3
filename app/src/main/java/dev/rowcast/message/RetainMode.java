package dev.rowcast.message;

/** Which messages the broker keeps as a topic's last-known value. */
public enum RetainMode {
    /** A row's state; cleared when the row is deleted. */
    STATE,
    /** A row's last event; cleared when the row is deleted. No state is published. */
    EVENTS,
    /** Both. */
    BOTH,
    /** Nothing is retained, and no state is published. */
    NONE;

    public boolean keepsState() {
        return this == STATE || this == BOTH;
    }

    public boolean keepsEvents() {
        return this == EVENTS || this == BOTH;
    }
}
