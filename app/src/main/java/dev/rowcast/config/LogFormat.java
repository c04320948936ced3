package dev.rowcast.config;

/** How each line of the log is written. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** A JSON object a line. */
    JSON
}
