package dev.rowcast.broker;

/** What the settings' constructors have in common. */
final class Checks {
    private Checks() {}

    static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
