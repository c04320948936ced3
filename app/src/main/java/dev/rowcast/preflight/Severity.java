package dev.rowcast.preflight;

/** How a finding bears on following the server. */
public enum Severity {
    /** As needed. */
    OK,
    /** Nothing is known, for something else stands in the way of looking. */
    NOT_CHECKED,
    /** Can be followed, at a cost that the finding names, or could not be judged. */
    WARNING,
    /** Can not be followed now; another attempt may succeed without anything being mended here. */
    UNREACHABLE,
    /** Can not be followed. */
    ERROR;

    /** Whether it stands in the way. */
    public boolean blocks() {
        return this == UNREACHABLE || this == ERROR;
    }

    /** Whether there is something that a person could mend. */
    boolean needsRemedy() {
        return this == WARNING || blocks();
    }
}
