package dev.rowcast.relay;

import java.io.Serial;

/** A guarantee that did not hold. Cheap to throw: the schedule's trace tells more than a stack. */
final class Violation extends Error {
    @Serial
    private static final long serialVersionUID = 1;

    Violation(String message) {
        super(message, null, false, false);
    }
}
