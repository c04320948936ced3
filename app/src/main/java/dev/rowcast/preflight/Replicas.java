package dev.rowcast.preflight;

import java.util.List;

/**
 * Who else follows a server, as far as it tells.
 *
 * @param told whether the account may ask
 * @param registered the replicas that have told the server who they are; Rowcast itself does not
 * @param streams binlog streams that are open to the account itself, of whatever server id
 */
public record Replicas(boolean told, List<Replica> registered, int streams) {
    /** The server did not tell. */
    public static final Replicas UNTOLD = new Replicas(false, List.of(), 0);

    public Replicas {
        registered = List.copyOf(registered);
    }

    /**
     * One of them.
     *
     * @param host as it told the server, perhaps empty
     * @param uuid by which MySQL tells it from others; empty if it has none, as on MariaDB
     */
    public record Replica(long serverId, String host, String uuid) {}
}
