package dev.rowcast.change;

/** What happened to a row. */
public enum Operation {
    INSERT,
    UPDATE,
    DELETE
}
