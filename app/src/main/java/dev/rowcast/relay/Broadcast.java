package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Operation;
import dev.rowcast.change.TableId;

/** What followers of events are told, in the order of the versions. */
public sealed interface Broadcast {

    /** Plain string order is the order in which it is told; see {@link dev.rowcast.message.Version}. */
    String version();

    /**
     * An event, as it is published.
     *
     * @param key the row's, as it stands in topics
     * @param payload the message's very bytes, which nobody changes
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody; an array, for it is the message's own
    record Event(TableId table, Operation operation, String key, String version, byte[] payload) implements Broadcast {
        public Event {
            requireNonNull(table, "table is null");
            requireNonNull(operation, "operation is null");
            requireNonNull(key, "key is null");
            requireNonNull(version, "version is null");
            requireNonNull(payload, "payload is null");
        }
    }

    /**
     * Events between what was told before and this version are missing.
     *
     * @param reason why, for people
     */
    record Missing(String version, String reason) implements Broadcast {
        public Missing {
            requireNonNull(version, "version is null");
            requireNonNull(reason, "reason is null");
        }
    }
}
