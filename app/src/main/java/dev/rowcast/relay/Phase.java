package dev.rowcast.relay;

/** What the relay is doing. */
public enum Phase {
    /** Not yet connected to database and broker for the first time. */
    STARTING,
    /** Publishing the state of whole tables, before the first change. */
    SNAPSHOT,
    /** Publishing changes as they are committed. */
    STREAMING,
    /** The database or the broker was lost; trying again. */
    RECONNECTING,
    /** Publishing the state of whole tables anew; the reason is in the status. */
    RESYNC,
    /** Another Rowcast of the same name publishes; this one waits to take over. */
    STANDBY,
    /** Over: in good order, or with the reason in the status. */
    STOPPED
}
