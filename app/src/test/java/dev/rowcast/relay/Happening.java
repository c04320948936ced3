package dev.rowcast.relay;

import java.util.EnumSet;
import java.util.Set;

/** What may happen between two steps of the relay. */
enum Happening {
    /** Nothing, and the relay goes on. */
    NOTHING,
    /** A group of transactions is written to the binlog; no reader sees them yet. */
    COMMIT,
    /** Readers see one more transaction. */
    SHOW,
    /** The server counts one more visible transaction as executed. */
    EXECUTE,
    /** The broker takes some of what was sent. */
    TAKE,
    /** The broker's acknowledgements arrive. */
    ACKNOWLEDGE,
    /** The server begins another binlog file. */
    ROTATE,
    /** Somebody asks for a resync. */
    RESYNC,
    /** The relay's process is killed. */
    CRASH,
    /** The relay is asked to stop, and started again. */
    STOP,
    /** The connections to the server break. */
    SERVER_CUT,
    /** The server ends and comes back later. */
    SERVER_RESTART,
    /** The server removes binlog files that no stream reads. */
    PURGE,
    /** The server is restored from a backup: another identity, another history. */
    RESTORE,
    /** A replica takes the server's place: the same transactions in other files. */
    FAILOVER,
    /** The connection to the broker breaks. */
    BROKER_CUT,
    /** The broker is restarted without its memory. */
    BROKER_FORGETS,
    /** The broker stays connected and answers no more. */
    BROKER_MUTE,
    /** The checkpoint can not be saved for a while. */
    DISK_FULL;

    private static final Set<Happening> EVERYDAY =
            EnumSet.of(NOTHING, COMMIT, SHOW, EXECUTE, TAKE, ACKNOWLEDGE, ROTATE, RESYNC);

    /** Breaks something. */
    boolean isFault() {
        return !EVERYDAY.contains(this);
    }
}
