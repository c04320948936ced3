package dev.rowcast.broker.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordFileTest {
    /** Made by mosquitto_passwd 2.0.11, of the password {@code secret}. */
    private static final String BY_MOSQUITTO =
            "alice:$7$101$JfMNY8r3KVBqDbSi$Qjk6+VqVOo/g+hgI36VYT6831w6ivKF34tXa2xmp/2q1P7jkSuOVrlnKnp4hqhI5boByeB5EHecfWnsfr7R31A==";

    private static final int FEW = PasswordFile.ITERATIONS_MIN;

    private final Path file;

    PasswordFileTest(@TempDir Path directory) {
        this.file = directory.resolve("passwords");
    }

    @Test
    void acceptsWhatMosquittoHasHashed() throws IOException {
        PasswordFile passwords = read("# users", "", BY_MOSQUITTO);

        assertThat(passwords.users()).containsExactly("alice");
        assertThat(passwords.verify("alice", bytes("secret"))).isTrue();
        assertThat(passwords.verify("alice", bytes("Secret"))).isFalse();
        assertThat(passwords.verify("alice", bytes(""))).isFalse();
        assertThat(passwords.verify("Alice", bytes("secret"))).isFalse();
        assertThat(PasswordFile.empty().verify("alice", bytes("secret"))).isFalse();
    }

    @Test
    void addsChangesAndRemovesUsersAndKeepsTheRest() throws IOException {
        PasswordFile passwords = read("# users", BY_MOSQUITTO)
                .with("bob", bytes("one"), FEW)
                .with("zoë", bytes("pâté"), FEW)
                .with("bob", bytes("two"), FEW);
        passwords.write(file);
        PasswordFile again = PasswordFile.read(file);

        assertThat(Files.readAllLines(file)).startsWith("# users", BY_MOSQUITTO).hasSize(4);
        assertThat(again.verify("alice", bytes("secret"))).isTrue();
        assertThat(again.verify("bob", bytes("one"))).isFalse();
        assertThat(again.verify("bob", bytes("two"))).isTrue();
        assertThat(again.verify("zoë", bytes("pâté"))).isTrue();

        again.without("alice").write(file);
        assertThat(PasswordFile.read(file).users()).containsExactlyInAnyOrder("bob", "zoë");
        assertThat(Files.readAllLines(file)).first().isEqualTo("# users");
    }

    @Test
    void isReadableByItsOwnerAlone() throws IOException {
        Files.writeString(file, "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        PasswordFile.empty().with("bob", bytes("one"), FEW).write(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void keepsALinkToTheFile() throws IOException {
        Path link = Files.createSymbolicLink(file.resolveSibling("link"), file);
        Files.writeString(file, BY_MOSQUITTO);
        PasswordFile.read(link).with("bob", bytes("one"), FEW).write(link);

        assertThat(link).isSymbolicLink();
        assertThat(PasswordFile.read(file).users()).containsExactlyInAnyOrder("alice", "bob");
    }

    @Test
    void passwordsAreBytes() {
        byte[] noText = {(byte) 0xFF, 0, 1};
        PasswordFile passwords = PasswordFile.empty().with("bob", noText, FEW);

        assertThat(passwords.verify("bob", noText)).isTrue();
        assertThat(passwords.verify("bob", new byte[] {(byte) 0xFE, 0, 1})).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bob:plain|the user 'bob' has a password that is not hashed",
                "bob:|the user 'bob' has a password that is not hashed",
                "bob:$argon2id$v=19$m=64,t=3,p=1$c2FsdA$aGFzaA|the user 'bob' has an argon2 hash",
                "bob:$7$x$AAAA$AAAA|whose iterations are not 1 to 5000000",
                "bob:$7$2147483647$AAAA$AAAA|whose iterations are not 1 to 5000000",
                "bob:$7$101$AAAA$AAAA|not 64 bytes long",
                "bob:$7$101$AA=A$AAAA|no base64",
                "bob:$6$$AAAA|whose salt",
                "bob:$5$AAAA$AAAA|neither $7$",
                "bob|not a line of the form user:hash",
                ":$6$AAAA$AAAA|not a line of the form user:hash",
            })
    void tellsWhatIsWrongAndWhere(String line, String cause) {
        assertThatThrownBy(() -> read("# users", line))
                .isInstanceOf(AccessFileException.class)
                .hasMessageStartingWith(file + " line 2: ")
                .hasMessageContaining(cause)
                .hasMessageContaining("; to mend: ")
                .hasMessageNotContaining("AAAA");
    }

    @Test
    void tellsAllProblemsAtOnce() {
        assertThatThrownBy(() -> read("bob", BY_MOSQUITTO, BY_MOSQUITTO))
                .hasMessageContainingAll(file + " line 1: ", file + " line 3: the user 'alice' for the second time");
        assertThatThrownBy(() -> PasswordFile.read(file.resolveSibling("none")))
                .hasMessageContaining("there is no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "#a", " a", "a\nb"})
    void refusesUserNamesThatTheFileCanNotHold(String user) {
        assertThatThrownBy(() -> PasswordFile.empty().with(user, bytes("x"), FEW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesEmptyPasswordsAndWeakHashes() {
        assertThatThrownBy(() -> PasswordFile.empty().with("bob", new byte[0], FEW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PasswordFile.empty().with("bob", bytes("x"), FEW - 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private PasswordFile read(String... lines) throws IOException {
        Files.write(file, List.of(lines));
        return PasswordFile.read(file);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
