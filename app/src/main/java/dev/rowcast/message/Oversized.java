package dev.rowcast.message;

/** What becomes of a message that is larger than the broker takes. */
public enum Oversized {
    /** It ends Rowcast, before the change counts as published. */
    FAIL,
    /** A small one takes its place, which says so. */
    MARKER;

    /**
     * The member that such a state has beside the row's key. No column has such a name by accident: one with a colon has to be
     * quoted in every statement.
     */
    public static final String STATE_MEMBER = "rowcast:oversized";

    /**
     * What is said in place of a row.
     *
     * @param bytes of the payload that was not sent
     * @param limit the largest MQTT packet that the broker takes, in bytes
     */
    public record Marker(long bytes, long limit) {}
}
