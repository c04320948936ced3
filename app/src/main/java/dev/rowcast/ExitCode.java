package dev.rowcast;

/** What the process says when it ends, after {@code sysexits.h} where that has a word for it. */
public final class ExitCode {
    /** Done, or stopped in good order on request. */
    public static final int OK = 0;

    public static final int UNEXPECTED = 1;
    /** The command line can not be understood. */
    public static final int USAGE = 2;
    /** {@code EX_UNAVAILABLE}: the database or the broker stayed unreachable. */
    public static final int UNAVAILABLE = 69;
    /** {@code EX_CONFIG}: something that only a person can mend. */
    public static final int MISCONFIGURED = 78;

    private ExitCode() {}
}
