package dev.rowcast.mysql;

import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.preflight.Check;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Severity;
import dev.rowcast.relay.MisconfiguredException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The server takes user and password in UTF-8, and the binlog client sends them in Java's default character set (its
 * {@code Authenticate…Command} classes call {@code getBytes()}). Before Java 18 that follows the locale.
 */
final class LoginCharset {
    private static final char REPLACEMENT = '\uFFFD';

    private LoginCharset() {}

    /** @throws MisconfiguredException if the server would get another user or password than was meant */
    static void requireThatItCarries(Login login) throws MisconfiguredException {
        Optional<Finding> problem = problem(login);
        if (problem.isPresent()) {
            throw new MisconfiguredException(
                    problem.get().found() + "; to mend: " + problem.get().remedy());
        }
    }

    /** What keeps the server from getting user and password as they were meant; mostly nothing. */
    static Optional<Finding> problem(Login login) {
        String text = login.user() + login.password();
        if (text.indexOf(REPLACEMENT) >= 0) {
            return Optional.of(finding(
                    "MYSQL_USER or MYSQL_PASSWORD has a character that could not be read where it was given",
                    "run in a UTF-8 locale (LC_ALL=C.UTF-8), or name a file in UTF-8 by MYSQL_PASSWORD_FILE"));
        }
        Charset charset = Charset.defaultCharset();
        return Arrays.equals(text.getBytes(charset), text.getBytes(StandardCharsets.UTF_8))
                ? Optional.empty()
                : Optional.of(finding(
                        "MYSQL_USER or MYSQL_PASSWORD has a character beyond ASCII, which Java's default character set "
                                + charset + " would spoil",
                        "start Java with -Dfile.encoding=UTF-8"));
    }

    private static Finding finding(String found, String remedy) {
        return new Finding(Check.LOGIN, Severity.ERROR, found, "user and password as they were meant", remedy);
    }
}
