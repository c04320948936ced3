package dev.rowcast.preflight;

import dev.rowcast.change.TableId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an account may do, as told by the lines of {@code SHOW GRANTS} with its active roles. The lines themselves are not
 * kept: MariaDB's hold the password's hash.
 */
public final class Privileges {
    private static final String IDENTIFIER = "(\\*|`(?:[^`]|``)*`|\"(?:[^\"]|\"\")*\")";
    private static final Pattern ON_OBJECT = Pattern.compile(
            "(GRANT|REVOKE) (.+?) ON (?:TABLE )?" + IDENTIFIER + "\\." + IDENTIFIER + " (?:TO|FROM) .*",
            Pattern.DOTALL);
    /** Roles, proxies, routines and defaults: of no weight for reading tables and binlogs. */
    private static final Pattern WITHOUT_WEIGHT = Pattern.compile(
            "GRANT (PROXY|(EXECUTE|ALTER ROUTINE|GRANT OPTION|USAGE|SHOW CREATE ROUTINE|,| )+"
                    + " ON (PROCEDURE|FUNCTION|PACKAGE|PACKAGE BODY)) .*|SET DEFAULT ROLE .*",
            Pattern.DOTALL);

    private static final Pattern ROLE = Pattern.compile("GRANT [`'\"].* TO .*", Pattern.DOTALL);
    private static final Pattern BETWEEN_PRIVILEGES = Pattern.compile(",(?![^(]*\\))");
    private static final String ALL = "ALL PRIVILEGES";
    private static final String EVERYTHING = "*";

    /** A privilege on an object; {@code *} stands for every database, or every table of one. */
    private record Grant(String database, String table, String privilege) {}

    private final Set<Grant> granted = new HashSet<>();
    private final Set<Grant> revoked = new HashSet<>();
    private boolean complete = true;
    private boolean roles;

    private Privileges() {}

    /** Reads the lines of {@code SHOW GRANTS}, MySQL's or MariaDB's. */
    public static Privileges parse(List<String> lines) {
        Privileges privileges = new Privileges();
        lines.forEach(privileges::add);
        privileges.complete &= !lines.isEmpty();
        return privileges;
    }

    /** What remains when the server does not tell: nothing is known to be granted, and nothing to be missing. */
    public static Privileges unknown() {
        return parse(List.of());
    }

    /** Whether every line was understood, so that what was not found is not granted. */
    public boolean complete() {
        return complete;
    }

    /** Whether the account has been granted roles, active or not. */
    public boolean hasRoles() {
        return roles;
    }

    /** Whether the account has the privilege on the whole server. */
    public boolean onServer(String privilege) {
        return has(granted, EVERYTHING, EVERYTHING, privilege);
    }

    /** Whether the account has the privilege on all of the table. */
    public boolean on(TableId table, String privilege) {
        boolean onDatabase = granted.stream()
                .filter(grant ->
                        grant.table().equals(EVERYTHING) && !grant.database().equals(EVERYTHING))
                .filter(grant -> matches(grant.database(), table.schema()))
                .anyMatch(grant -> covers(grant.privilege(), privilege));
        boolean onServer = onServer(privilege) && !has(revoked, table.schema(), EVERYTHING, privilege);
        return onServer || onDatabase || has(granted, table.schema(), table.table(), privilege);
    }

    /** Whether the account has the privilege on some of the table's columns. */
    public boolean onColumnsOf(TableId table, String privilege) {
        return granted.stream()
                .filter(grant ->
                        grant.database().equals(table.schema()) && grant.table().equals(table.table()))
                .anyMatch(grant -> grant.privilege().startsWith(privilege + " ("));
    }

    @Override
    public String toString() {
        return "granted " + granted + ", revoked " + revoked + (complete ? "" : ", and more that was not understood");
    }

    private static boolean has(Set<Grant> grants, String database, String table, String privilege) {
        return grants.contains(new Grant(database, table, privilege))
                || grants.contains(new Grant(database, table, ALL));
    }

    private static boolean covers(String granted, String privilege) {
        return granted.equals(privilege) || granted.equals(ALL);
    }

    private void add(String line) {
        Matcher onObject = ON_OBJECT.matcher(line);
        if (WITHOUT_WEIGHT.matcher(line).matches()) {
            return;
        }
        if (onObject.matches()) {
            String database = unquoted(onObject.group(3));
            String table = unquoted(onObject.group(4));
            Set<Grant> grants = onObject.group(1).equals("GRANT") ? granted : revoked;
            for (String privilege : BETWEEN_PRIVILEGES.split(onObject.group(2), -1)) {
                grants.add(new Grant(database, table, privilege.strip().toUpperCase(Locale.ROOT)));
            }
        } else if (ROLE.matcher(line).matches()) {
            roles = true;
        } else {
            complete = false;
        }
    }

    /**
     * Whether a database's name in a grant means the database: literally, or as a pattern of {@code LIKE} (which it is not
     * under {@code partial_revokes}, but then nobody writes wildcards).
     */
    private static boolean matches(String pattern, String database) {
        if (pattern.equals(database)) {
            return true;
        }
        StringBuilder expression = new StringBuilder();
        for (int index = 0; index < pattern.length(); index++) {
            char letter = pattern.charAt(index);
            boolean escape = letter == '\\' && index + 1 < pattern.length();
            if (escape) {
                index++;
            }
            expression.append(
                    escape || (letter != '%' && letter != '_')
                            ? Pattern.quote(pattern.substring(index, index + 1))
                            : letter == '%' ? ".*" : ".");
        }
        return database.matches(expression.toString());
    }

    private static String unquoted(String identifier) {
        if (identifier.equals(EVERYTHING)) {
            return identifier;
        }
        String quote = identifier.substring(0, 1);
        return identifier.substring(1, identifier.length() - 1).replace(quote + quote, quote);
    }
}
