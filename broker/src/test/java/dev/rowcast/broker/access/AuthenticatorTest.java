package dev.rowcast.broker.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuthenticatorTest {
    private static final Publisher PUBLISHER = new Publisher("rowcast-rowcast", "made at each start");
    private static final List<String> PROTECTED = List.of("rowcast/#", "orders/");
    private static final int FEW = PasswordFile.ITERATIONS_MIN;
    private static final JwtSettings JWT = new JwtSettings(new JwtSettings.Secret(TestingTokens.SECRET), null, null);

    private final Path passwords;
    private final Path acl;
    private final AtomicLong nanos = new AtomicLong();
    private final List<Authenticator> started = new ArrayList<>();

    AuthenticatorTest(@TempDir Path directory) throws IOException {
        this.passwords = directory.resolve("passwords");
        this.acl = directory.resolve("acl");
        PasswordFile.empty()
                .with("alice", "wonder".getBytes(UTF_8), FEW)
                .with("bob", "builder".getBytes(UTF_8), FEW)
                .write(passwords);
    }

    @AfterEach
    void close() {
        started.forEach(Authenticator::close);
    }

    @Test
    void withoutUsersEverybodyMayReadAndNobodyMayImpersonate() throws Exception {
        Authenticator open = start(AccessSettings.open(PUBLISHER, PROTECTED));
        Permissions anonymous = accepted(open, null, null).permissions();

        assertThat(anonymous.readsEverything()).isTrue();
        assertThat(anonymous.mayReadSomeOf("#")).isTrue();
        assertThat(anonymous.mayReadSomeOf("a+")).isFalse();
        assertThat(anonymous.mayWrite("devices/1")).isFalse();
        assertThat(anonymous.mayWrite("orders/state/1")).isFalse();
        assertThat(anonymous.mayWrite("orders")).isFalse();
        assertThat(anonymous.mayWrite("rowcast/status")).isFalse();
        assertThat(anonymous.expiresAt()).isEmpty();
        assertThat(accepted(open, "", "x").user()).isNull();
        assertThat(refused(open, "alice", "wonder")).contains("no password file");
        assertThat(refused(open, PUBLISHER.username(), "wrong")).contains("publisher");
        assertThat(refused(open, PUBLISHER.username(), null)).contains("publisher");
    }

    @Test
    void thePublisherMayDoEverythingAndIsAnsweredAtOnce() throws Exception {
        Authenticator authenticator = start(settings(passwords, null, false, null));
        for (int i = 0; i < 20; i++) {
            var unused = authenticator.authenticate(credentials("alice", "wrong"));
        }
        CompletableFuture<Outcome> outcome = authenticator
                .authenticate(credentials(PUBLISHER.username(), PUBLISHER.password()))
                .toCompletableFuture();

        assertThat(outcome).isDone();
        assertThat(outcome.join()).isInstanceOfSatisfying(Outcome.Accepted.class, accepted -> {
            assertThat(accepted.publisher()).isTrue();
            assertThat(accepted.user()).isEqualTo(PUBLISHER.username());
            assertThat(accepted.permissions().mayWrite("rowcast/status")).isTrue();
            assertThat(accepted.permissions().readsEverything()).isTrue();
        });
    }

    @Test
    void usersOfTheFileMayComeInAndAnonymousClientsMayNot() throws Exception {
        Authenticator authenticator = start(settings(passwords, null, false, null));

        assertThat(accepted(authenticator, "alice", "wonder").user()).isEqualTo("alice");
        assertThat(accepted(authenticator, "alice", "wonder").publisher()).isFalse();
        assertThat(accepted(authenticator, "alice", "wonder").permissions().mayWrite("orders/state/1"))
                .isFalse();
        assertThat(refused(authenticator, "alice", "builder")).isEqualTo("a wrong user name or password");
        assertThat(refused(authenticator, "nobody", "wonder")).isEqualTo("a wrong user name or password");
        assertThat(refused(authenticator, "alice", null)).isEqualTo("a wrong user name or password");
        assertThat(refused(authenticator, null, null)).isEqualTo("no user name");
        assertThat(accepted(start(settings(passwords, null, true, null)), null, null)
                        .user())
                .isNull();
    }

    @Test
    void nobodyInTheFileCanBecomeThePublisher() throws Exception {
        PasswordFile.read(passwords)
                .with(PUBLISHER.username(), "known".getBytes(UTF_8), FEW)
                .write(passwords);

        assertThat(refused(start(settings(passwords, null, false, JWT)), PUBLISHER.username(), "known"))
                .contains("publisher");
        assertThat(refused(
                        start(settings(passwords, null, false, JWT)),
                        null,
                        TestingTokens.hs256(TestingTokens.claims(PUBLISHER.username(), soon()))))
                .contains("publisher");
    }

    @Test
    void theAclFileDecidesOnRightsButNotOnProtectedTopics() throws Exception {
        Files.writeString(
                acl,
                "topic read rowcast/status\nuser alice\ntopic readwrite #\nuser bob\ntopic read orders/state/42\n");
        Authenticator authenticator = start(settings(passwords, acl, true, null));
        Permissions alice = accepted(authenticator, "alice", "wonder").permissions();
        Permissions bob = accepted(authenticator, "bob", "builder").permissions();
        Permissions anonymous = accepted(authenticator, null, null).permissions();

        assertThat(alice.mayWrite("devices/1")).isTrue();
        assertThat(alice.mayWrite("orders/state/42")).isFalse();
        assertThat(alice.mayRead("orders/state/42")).isTrue();
        assertThat(bob.readsEverything()).isFalse();
        assertThat(bob.mayRead("orders/state/42")).isTrue();
        assertThat(bob.mayRead("orders/state/43")).isFalse();
        assertThat(bob.mayReadSomeOf("orders/#")).isTrue();
        assertThat(bob.mayReadSomeOf("orders/updated/#")).isFalse();
        assertThat(bob.mayWrite("devices/1")).isFalse();
        assertThat(anonymous.mayReadSomeOf("orders/#")).isFalse();
        assertThat(anonymous.mayRead("rowcast/status")).isTrue();
    }

    @Test
    void aTokenIsAPasswordOfItsUser() throws Exception {
        Files.writeString(acl, "user carol\ntopic read orders/#\ntopic write devices/#\n");
        Authenticator authenticator = start(settings(null, acl, false, JWT));
        Instant soon = soon();
        String token = TestingTokens.hs256(TestingTokens.claims("carol", soon));
        String narrow = TestingTokens.hs256(TestingTokens.claims("carol", soon)
                .claim("acl", Map.of("read", List.of("orders/state/42", "rowcast/#"))));
        Permissions usual = accepted(authenticator, "carol", token).permissions();
        Permissions narrowed = accepted(authenticator, null, narrow).permissions();

        assertThat(usual.mayRead("orders/state/1") && usual.mayWrite("devices/1"))
                .isTrue();
        assertThat(usual.expiresAt()).contains(soon.plus(JwtVerifier.LEEWAY));
        assertThat(narrowed.mayRead("orders/state/42")).isTrue();
        assertThat(narrowed.mayRead("orders/state/1")).isFalse();
        assertThat(narrowed.mayRead("rowcast/status")).isFalse();
        assertThat(narrowed.mayWrite("devices/1")).isFalse();
        assertThat(accepted(authenticator, null, token).user()).isEqualTo("carol");
        assertThat(refused(authenticator, "alice", token)).contains("another user");
        assertThat(refused(authenticator, "carol", "wonder")).contains("no password file");
        assertThat(refused(authenticator, null, "wonder")).contains("no token");
        assertThat(refused(authenticator, null, null)).isEqualTo("no user name");
    }

    @Test
    void tokensAndPasswordsGoTogether() throws Exception {
        Authenticator authenticator = start(settings(passwords, null, false, JWT));
        String token = TestingTokens.hs256(TestingTokens.claims("alice", soon()));

        assertThat(accepted(authenticator, "alice", "wonder").user()).isEqualTo("alice");
        assertThat(accepted(authenticator, "alice", token).user()).isEqualTo("alice");
        assertThat(refused(authenticator, "bob", token)).contains("another user");
    }

    @Test
    void aNarrowTokenIsNarrowWithoutAnAclFileToo() throws Exception {
        Authenticator authenticator = start(settings(null, null, true, JWT));
        String narrow = TestingTokens.hs256(TestingTokens.claims("carol", soon())
                .claim("acl", Map.of("read", List.of("orders/state/42"), "write", List.of("#"))));
        Permissions permissions = accepted(authenticator, null, narrow).permissions();

        assertThat(permissions.readsEverything()).isFalse();
        assertThat(permissions.mayRead("orders/state/1")).isFalse();
        assertThat(permissions.mayWrite("devices/1")).isTrue();
        assertThat(permissions.mayWrite("orders/state/42")).isFalse();
        assertThat(refused(authenticator, null, "eyJhbGciOiJub25lIn0.e30.")).contains("not accepted");
    }

    @Test
    void filesAreReadAgainAfterASecondAndABrokenOneIsNot() throws Exception {
        Files.writeString(acl, "user alice\ntopic read a\n");
        Authenticator authenticator = start(settings(passwords, acl, false, null));
        PasswordFile.read(passwords).with("alice", "new".getBytes(UTF_8), FEW).write(passwords);
        Files.writeString(acl, "user alice\ntopic read a\ntopic read b\n");

        assertThat(accepted(authenticator, "alice", "wonder").permissions().mayRead("b"))
                .isFalse();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(accepted(authenticator, "alice", "new").permissions().mayRead("b"))
                .isTrue();

        Files.writeString(acl, "nonsense\n");
        Files.delete(passwords);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(accepted(authenticator, "alice", "new").permissions().mayRead("b"))
                .isTrue();

        Files.writeString(acl, "user alice\ntopic read c\n");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(accepted(authenticator, "alice", "new").permissions().mayRead("b"))
                .isFalse();
    }

    @Test
    void brokenFilesAreToldAtTheStart() throws IOException {
        Files.writeString(acl, "nonsense\n");
        assertThatThrownBy(() -> start(settings(passwords, acl, false, null)))
                .isInstanceOf(AccessFileException.class)
                .hasMessageContaining(acl + " line 1");
        Files.writeString(passwords, "alice:wonder\n");
        assertThatThrownBy(() -> start(settings(passwords, null, false, null)))
                .isInstanceOf(AccessFileException.class)
                .hasMessageContaining(passwords + " line 1");
    }

    @Test
    void rulesForUsersNeedUsers() throws IOException {
        Files.writeString(acl, "user alice\ntopic read a\n");

        assertThatThrownBy(() -> start(settings(null, acl, true, null)))
                .isInstanceOf(AccessFileException.class)
                .hasMessageContainingAll(acl.toString(), "(alice)", "nobody can log in", "to mend: ");
    }

    @Test
    void manyFailuresKeepFurtherOnesWaitingButNotWhoKnowsThePassword() throws Exception {
        Authenticator authenticator = start(settings(passwords, null, false, null));
        List<CompletableFuture<Outcome>> failures = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            failures.add(authenticator.authenticate(credentials("bob", "wrong")).toCompletableFuture());
        }

        assertThat(accepted(authenticator, "alice", "wonder").user()).isEqualTo("alice");
        assertThat(failures).anyMatch(failure -> !failure.isDone());
        authenticator.close();
        assertThat(failures).allMatch(CompletableFuture::isDone);
        assertThat(failures).allMatch(failure -> failure.join() instanceof Outcome.Refused);
        assertThat(refused(authenticator, "alice", "wonder")).isNotEmpty();
    }

    @Test
    void moreThanTheQueueHoldsAreRefusedAtOnce() throws Exception {
        PasswordFile.empty().with("slow", "x".getBytes(UTF_8), 500_000).write(passwords);
        Authenticator authenticator = start(settings(passwords, null, false, null));
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < Authenticator.WAITING_MAX + 10; i++) {
            outcomes.add(authenticator.authenticate(credentials("slow", "x")).toCompletableFuture());
        }

        assertThat(outcomes.get(outcomes.size() - 1)).isDone();
        assertThat(outcomes.get(outcomes.size() - 1).join())
                .isEqualTo(new Outcome.Refused("too many clients connect at once"));
    }

    private Authenticator start(AccessSettings settings) throws AccessFileException {
        Authenticator authenticator = new Authenticator(settings, Clock.systemUTC(), nanos::get);
        started.add(authenticator);
        return authenticator;
    }

    private static AccessSettings settings(
            @Nullable Path passwords, @Nullable Path acl, boolean anonymous, @Nullable JwtSettings jwt) {
        return new AccessSettings(passwords, acl, anonymous, jwt, PUBLISHER, PROTECTED);
    }

    private static Instant soon() {
        return Instant.ofEpochSecond(Instant.now().getEpochSecond() + 600);
    }

    @SuppressWarnings("NullAway") // does not see in a class file that the array may be null
    private static Credentials credentials(@Nullable String username, @Nullable String password) {
        return new Credentials(
                username,
                password == null ? null : password.getBytes(UTF_8),
                "client",
                InetAddress.getLoopbackAddress());
    }

    private static Outcome.Accepted accepted(
            Authenticator authenticator, @Nullable String username, @Nullable String password) throws Exception {
        return (Outcome.Accepted) outcome(authenticator, username, password);
    }

    private static String refused(Authenticator authenticator, @Nullable String username, @Nullable String password)
            throws Exception {
        return ((Outcome.Refused) outcome(authenticator, username, password)).reason();
    }

    private static Outcome outcome(Authenticator authenticator, @Nullable String username, @Nullable String password)
            throws Exception {
        return authenticator
                .authenticate(credentials(username, password))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }
}
