package dev.rowcast.preflight;

import static java.util.Objects.requireNonNull;

/**
 * What one check found.
 *
 * @param check what was looked at, for programs
 * @param subject the same for people, and of what: a server variable, a privilege, a table
 * @param found what is there, for people; why nothing is known where it was not checked
 * @param needed what has to be there, for people; empty where it was not checked
 * @param remedy the SQL or the setting that mends it, complete enough to paste; empty if there is nothing to mend
 */
public record Finding(Check check, String subject, Severity severity, String found, String needed, String remedy) {
    private static final String NOT_CHECKED = "not checked: ";

    public Finding {
        requireNonNull(check, "check is null");
        requireNonNull(subject, "subject is null");
        requireNonNull(severity, "severity is null");
        requireNonNull(found, "found is null");
        requireNonNull(needed, "needed is null");
        if (severity.needsRemedy() == requireNonNull(remedy, "remedy is null").isEmpty()) {
            throw new IllegalArgumentException("a remedy and nothing to mend, or the reverse: " + check);
        }
    }

    /** About all that the check is about. */
    public Finding(Check check, Severity severity, String found, String needed, String remedy) {
        this(check, check.title(), severity, found, needed, remedy);
    }

    public static Finding ok(Check check, String found, String needed) {
        return ok(check, check.title(), found, needed);
    }

    public static Finding ok(Check check, String subject, String found, String needed) {
        return new Finding(check, subject, Severity.OK, found, needed, "");
    }

    /**
     * Nothing is known.
     *
     * @param because what stood in the way of looking
     */
    public static Finding notChecked(Check check, String because) {
        return notChecked(check, check.title(), because);
    }

    static Finding notChecked(Check check, String subject, String because) {
        return new Finding(check, subject, Severity.NOT_CHECKED, NOT_CHECKED + because, "", "");
    }

    @Override
    public String toString() {
        if (severity == Severity.NOT_CHECKED) {
            return subject + ": " + found;
        }
        String state = subject + ": found " + found + "; needed " + needed;
        return remedy.isEmpty() ? state : state + "; to mend: " + remedy;
    }
}
