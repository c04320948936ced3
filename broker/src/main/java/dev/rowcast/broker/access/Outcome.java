package dev.rowcast.broker.access;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** Whether a client may come in. */
public sealed interface Outcome {

    /**
     * It may.
     *
     * @param user its name; null for an anonymous client
     * @param publisher whether it is the one that may do everything
     */
    record Accepted(Permissions permissions, @Nullable String user, boolean publisher) implements Outcome {
        public Accepted {
            requireNonNull(permissions, "permissions is null");
        }
    }

    /**
     * It may not.
     *
     * @param reason for the log alone, without any part of a password; the client must not learn it
     */
    record Refused(String reason) implements Outcome {
        public Refused {
            requireNonNull(reason, "reason is null");
        }
    }
}
