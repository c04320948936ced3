package dev.rowcast.relay;

/** The topics on which the relay tells of itself; everything of its own is below {@code rowcast/}. */
public final class RelayTopics {
    /** Retained {@code online} or {@code offline}, also as Last Will. */
    public static final String STATUS = "rowcast/status";
    /** Retained JSON: phase, tables, position, lag. */
    public static final String INFO = "rowcast/info";
    /** Retained JSON: tables, columns, topics. */
    public static final String BIRTH = "rowcast/birth";
    /** Retained JSON: rows by label. */
    public static final String COUNTS = "rowcast/counts";
    /** Below it each connection has a topic, by its client id, for what it sends to itself. */
    public static final String PROBES = "rowcast/probe/";
    /** Matches those, not what the relay sends to itself. */
    public static final String FOR_PEOPLE = "rowcast/+";
    /** Matches all of them. */
    public static final String ALL = "rowcast/#";

    private RelayTopics() {}

    /**
     * Retained JSON for Home Assistant: the only topic of the relay's own that is elsewhere.
     *
     * @param prefix below which Home Assistant looks for devices
     * @param name of this instance
     */
    public static String discovery(String prefix, String name) {
        return prefix + "/device/rowcast_" + name + "/config";
    }

    /**
     * Retained {@code standby} while a Rowcast stands by, and nothing otherwise.
     *
     * @param instance tells it apart from others of its name; one level of a topic
     */
    public static String standby(String instance) {
        return "rowcast/standby/" + instance;
    }
}
