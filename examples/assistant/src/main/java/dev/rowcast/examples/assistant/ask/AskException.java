package dev.rowcast.examples.assistant.ask;

/** A question can not be answered; the message is for whoever asked, and holds nothing of the model's server. */
final class AskException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status of HTTP */
    AskException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
