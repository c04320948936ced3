package dev.rowcast.deploy;

import dev.rowcast.testing.Checkout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file of statements that make an account, for an account of the test's own.
 *
 * @param statements those that everybody runs
 * @param variants those that are commented out
 */
record Grants(List<String> statements, List<String> variants) {
    static final String USER = "granted";
    static final String PASSWORD = "a password of its own";

    private static final String ACCOUNT = "'" + USER + "'@'%'";
    private static final Pattern VARIANT = Pattern.compile("-- {5}([A-Z].*);");
    private static final Pattern GRANT = Pattern.compile("GRANT (.*) ON (\\S+) TO .*");

    /**
     * One privilege of one statement.
     *
     * @param object {@code *.*}, {@code database.*} or {@code database.table}
     */
    record Privilege(String name, String object) {
        String grant() {
            return "GRANT " + name + " ON " + object + " TO " + ACCOUNT;
        }

        String revoke() {
            return "REVOKE " + name + " ON " + object + " FROM " + ACCOUNT;
        }
    }

    Grants {
        statements = List.copyOf(statements);
        variants = List.copyOf(variants);
    }

    static Grants read(String file) throws IOException {
        String text = Checkout.read(file).replace("'rowcast'@'%'", ACCOUNT);
        String uncommented = text.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
        List<String> variants = text.lines()
                .map(VARIANT::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .toList();
        return new Grants(
                Arrays.stream(uncommented.split(";", -1))
                        .map(String::strip)
                        .filter(statement -> !statement.isEmpty())
                        .toList(),
                variants);
    }

    static String drop() {
        return "DROP USER IF EXISTS " + ACCOUNT;
    }

    /** Every privilege that everybody grants. */
    List<Privilege> privileges() {
        List<Privilege> privileges = new ArrayList<>();
        statements.stream().map(GRANT::matcher).filter(Matcher::matches).forEach(grant -> Stream.of(
                        grant.group(1).split(", ", -1))
                .forEach(name -> privileges.add(new Privilege(name, grant.group(2)))));
        return privileges;
    }
}
