package dev.rowcast;

/** Who is told that everything has been started. */
@FunctionalInterface
public interface Audience {

    /** Called once, on the thread that started it; returns soon. */
    void started(Running running);
}
