package dev.rowcast.terminal;

/** What somebody has pressed. */
public sealed interface Key {

    /** A character. */
    record Typed(int codePoint) implements Key {}

    /** Another key that means something. */
    enum Named implements Key {
        UP,
        DOWN,
        PAGE_UP,
        PAGE_DOWN,
        HOME,
        END,
        ENTER,
        ESCAPE,
        BACKSPACE
    }
}
