package dev.rowcast.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.broker.access.PasswordFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswdCommandTest {
    private final TestingCommandLine rowcast = new TestingCommandLine();
    private final Path file;

    PasswdCommandTest(@TempDir Path directory) {
        this.file = directory.resolve("passwords");
    }

    @Test
    void addsChangesAndRemovesUsers() throws IOException {
        assertThat(passwd("wonder\n", "alice")).isZero();
        assertThat(passwd("pâté\r\nand more", "bob", "--iterations", "1000")).isZero();
        assertThat(passwd("land", "alice")).isZero();

        assertThat(rowcast.out())
                .containsExactly(file + ": added alice", file + ": added bob", file + ": changed alice");
        assertThat(rowcast.err()).isEmpty();
        assertThat(PasswordFile.read(file).verify("alice", "land".getBytes(UTF_8)))
                .isTrue();
        assertThat(PasswordFile.read(file).verify("bob", "pâté".getBytes(UTF_8)))
                .isTrue();
        assertThat(Files.readString(file)).contains("bob:$7$1000$");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        assertThat(passwd("", "alice", "--delete")).isZero();
        assertThat(PasswordFile.read(file).users()).containsExactly("bob");
    }

    @Test
    void needsNoSettings() {
        rowcast.with("ROWCAST_RETIAN", "both");

        assertThat(passwd("wonder", "alice")).isZero();
    }

    @Test
    void anEmptyPasswordChangesNothing() {
        assertThat(passwd("\n", "alice")).isEqualTo(2);
        assertThat(rowcast.err()).containsExactly("rowcast: a password has 1 to 65535 bytes; nothing has been changed");
        assertThat(file).doesNotExist();
    }

    @Test
    void removesNobodyWhoIsNotThere() {
        assertThat(passwd("wonder", "alice")).isZero();
        assertThat(passwd("", "bob", "--delete")).isEqualTo(1);
        assertThat(rowcast.err()).containsExactly("rowcast: " + file + " has no user bob");
    }

    @Test
    void leavesAFileAloneThatItDoesNotUnderstand() throws IOException {
        Files.writeString(file, "alice:plain\n");

        assertThat(passwd("wonder", "bob")).isEqualTo(78);
        assertThat(rowcast.err())
                .singleElement()
                .asString()
                .startsWith("rowcast: " + file + " line 1: the user 'alice' has a password that is not hashed");
        assertThat(file).hasContent("alice:plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "#a"})
    void refusesUserNamesThatTheFileCanNotHold(String user) {
        assertThat(passwd("wonder", user)).isEqualTo(2);
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"999", "5000001", "many"})
    void iterationsHaveBounds(String iterations) {
        assertThat(passwd("wonder", "alice", "--iterations", iterations)).isEqualTo(2);
        assertThat(rowcast.err()).first().asString().contains("--iterations");
        assertThat(file).doesNotExist();
    }

    @Test
    void needsAFileAndAUserAndNoPasswordAmongTheArguments() {
        assertThat(rowcast.execute("passwd", file.toString())).isEqualTo(2);
        assertThat(rowcast.execute("passwd", file.toString(), "alice", "geheim"))
                .isEqualTo(2);
        assertThat(rowcast.err()).noneMatch(line -> line.contains("geheim"));
    }

    private int passwd(String input, String user, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "passwd";
        arguments[1] = file.toString();
        arguments[2] = user;
        System.arraycopy(options, 0, arguments, 3, options.length);
        return rowcast.typing(input).execute(arguments);
    }
}
