package dev.rowcast.examples.follower;

/** A message is not what Rowcast publishes, or not what can be followed; says which, and what to do. To try again is of no use. */
public final class ContractException extends Exception {
    private static final long serialVersionUID = 1L;

    public ContractException(String message) {
        super(message);
    }

    public ContractException(String message, Throwable cause) {
        super(message, cause);
    }
}
