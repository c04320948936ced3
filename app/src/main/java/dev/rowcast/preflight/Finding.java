package dev.rowcast.preflight;

import static java.util.Objects.requireNonNull;

/**
 * What one check found.
 *
 * @param check what was looked at: a server variable, a privilege, a table
 * @param found what is there, for people
 * @param needed what has to be there, for people
 * @param remedy the SQL or the setting that mends it, complete enough to paste; empty if there is nothing to mend
 */
public record Finding(String check, Severity severity, String found, String needed, String remedy) {
    public Finding {
        requireNonNull(check, "check is null");
        requireNonNull(severity, "severity is null");
        requireNonNull(found, "found is null");
        requireNonNull(needed, "needed is null");
        if ((severity == Severity.OK)
                != requireNonNull(remedy, "remedy is null").isEmpty()) {
            throw new IllegalArgumentException("a remedy and nothing to mend, or the reverse: " + check);
        }
    }

    static Finding ok(String check, String found, String needed) {
        return new Finding(check, Severity.OK, found, needed, "");
    }

    @Override
    public String toString() {
        String state = check + ": found " + found + "; needed " + needed;
        return remedy.isEmpty() ? state : state + "; to mend: " + remedy;
    }
}
