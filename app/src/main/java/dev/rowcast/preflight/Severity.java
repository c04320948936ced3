package dev.rowcast.preflight;

/** How a finding bears on following the server. */
public enum Severity {
    /** As needed. */
    OK,
    /** Can be followed, at a cost that the finding names, or could not be judged. */
    WARNING,
    /** Can not be followed. */
    ERROR
}
