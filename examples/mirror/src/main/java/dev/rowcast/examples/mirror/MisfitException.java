package dev.rowcast.examples.mirror;

/** The target can not hold what is told of the source; says what was found and what to do. To try again is of no use. */
final class MisfitException extends Exception {
    private static final long serialVersionUID = 1L;

    MisfitException(String message) {
        super(message);
    }
}
