package dev.rowcast.http;

import java.io.Serial;

/** The database refused a write for what it holds. The message is the reason, in words for the client. */
public final class OrderRejectedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final boolean conflict;

    private OrderRejectedException(String message, boolean conflict) {
        super(message);
        this.conflict = conflict;
    }

    /** The values can not be stored, whatever else the table holds. */
    public static OrderRejectedException invalid(String reason) {
        return new OrderRejectedException(reason, false);
    }

    /** The values conflict with other rows, or with a write at the same time. */
    public static OrderRejectedException conflict(String reason) {
        return new OrderRejectedException(reason, true);
    }

    public boolean isConflict() {
        return conflict;
    }
}
