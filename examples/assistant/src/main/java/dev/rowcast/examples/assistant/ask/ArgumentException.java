package dev.rowcast.examples.assistant.ask;

/** The model has called a tool with what it does not take; the message is for the model. */
final class ArgumentException extends Exception {
    private static final long serialVersionUID = 1L;

    ArgumentException(String message) {
        super(message);
    }
}
