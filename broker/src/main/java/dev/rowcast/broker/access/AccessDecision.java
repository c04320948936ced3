package dev.rowcast.broker.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.broker.access.JwtVerifier.Narrowing;
import dev.rowcast.broker.access.JwtVerifier.Token;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the files and settings say about a client other than the publisher. Any thread; takes as long as a password's hash, and
 * reads files that have changed.
 */
final class AccessDecision {
    private static final Logger LOG = LoggerFactory.getLogger(AccessDecision.class);
    private static final byte[] NO_PASSWORD = {};

    private final AccessSettings settings;
    private final Clock clock;
    private final List<TopicFilter> protectedTopics;

    /** Null where there is no such file. */
    private final @Nullable WatchedFile<PasswordFile> passwords;

    private final @Nullable WatchedFile<AclFile> rights;
    private final @Nullable WatchedFile<JwtKeys> keysFile;

    /** Null where there is no secret. */
    private final @Nullable JwtKeys secret;

    AccessDecision(AccessSettings settings, Clock clock, LongSupplier nanoTime) throws AccessFileException {
        this.settings = settings;
        this.clock = clock;
        this.protectedTopics =
                settings.protectedTopics().stream().map(TopicFilter::of).toList();
        this.passwords = watch(settings.passwordFile(), PasswordFile::read, nanoTime);
        this.rights = watch(settings.aclFile(), AclFile::read, nanoTime);
        JwtSettings.Key key = settings.jwt() == null ? null : settings.jwt().key();
        this.keysFile = key instanceof JwtSettings.KeysFile file ? watch(file.file(), JwtKeys::read, nanoTime) : null;
        this.secret = key instanceof JwtSettings.Secret text ? JwtKeys.ofSecret(text) : null;
        compareFiles();
    }

    private static <T> @Nullable WatchedFile<T> watch(
            @Nullable Path file, WatchedFile.Reading<T> reading, LongSupplier nanoTime) throws AccessFileException {
        return file == null ? null : new WatchedFile<>(file, reading, nanoTime);
    }

    /** Tells what each file alone does not. */
    private void compareFiles() throws AccessFileException {
        Path file = settings.aclFile();
        if (file == null || rights == null) {
            return;
        }
        AclFile acl = rights.get();
        if (passwords == null && settings.jwt() == null && !acl.users().isEmpty()) {
            throw new AccessFileException(
                    file,
                    "it has rules for users (" + String.join(", ", new TreeSet<>(acl.users()))
                            + "), but nobody can log in as one",
                    "set a password file or a key for tokens as well, or keep the rules before the first `user` line alone");
        }
        if (!settings.admitsAnonymous() && acl.hasGeneralRules()) {
            LOG.warn(
                    "{}: the rules before its first `user` line are for clients without a user name, which are not admitted",
                    file);
        }
        if (passwords != null && settings.jwt() == null) {
            Set<String> unknown = new TreeSet<>(acl.users());
            unknown.removeAll(passwords.get().users());
            if (!unknown.isEmpty()) {
                LOG.warn("{}: it has rules for users who are not in {}: {}", file, settings.passwordFile(), unknown);
            }
        }
    }

    /** Whether the client is anonymous and can be judged without looking at a file or a token. */
    boolean isImmediate(Credentials credentials) {
        return credentials.anonymous()
                && !(settings.jwt() != null && hasPassword(credentials))
                && (rights == null || !settings.admitsAnonymous());
    }

    /** Judges a client that has no user name. */
    Outcome ofAnonymous(Credentials credentials) {
        return settings.admitsAnonymous() ? accepted(null, null, credentials) : new Outcome.Refused("no user name");
    }

    Outcome of(Credentials credentials) {
        byte[] password = credentials.password() == null ? NO_PASSWORD : credentials.password();
        String username = credentials.username();
        if (settings.publisher().username().equals(username)) {
            return new Outcome.Refused("the publisher's user name with a wrong password");
        }
        if (settings.jwt() != null && password.length > 0) {
            String text = new String(password, UTF_8);
            if (JwtVerifier.isTokenLike(text)) {
                return ofToken(settings.jwt(), text, credentials);
            }
            if (credentials.anonymous()) {
                return new Outcome.Refused("a password that is no token, without a user name");
            }
        }
        if (username == null || username.isEmpty()) {
            return ofAnonymous(credentials);
        }
        if (passwords == null) {
            return new Outcome.Refused("a user name, but no token, and there is no password file");
        }
        return passwords.get().verify(username, password)
                ? accepted(username, null, credentials)
                : new Outcome.Refused("a wrong user name or password");
    }

    private Outcome ofToken(JwtSettings jwt, String text, Credentials credentials) {
        JwtKeys keys = keysFile == null ? secret : keysFile.get();
        if (keys == null) {
            throw new IllegalStateException("there is always a secret or a file");
        }
        try {
            Token token = new JwtVerifier(jwt, keys, clock).verify(text);
            if (!credentials.anonymous() && !token.user().equals(credentials.username())) {
                return new Outcome.Refused("a token of another user than its user name");
            }
            if (token.user().equals(settings.publisher().username())) {
                return new Outcome.Refused("a token with the publisher's user name");
            }
            return accepted(token.user(), token, credentials);
        } catch (JwtVerifier.RefusedException e) {
            return new Outcome.Refused("a token that is not accepted: " + e.getMessage());
        }
    }

    /** Who does not say a name may only look. */
    private static TopicRights writingWithoutRules(@Nullable String user) {
        return user == null ? TopicRights.NOTHING : TopicRights.EVERYTHING;
    }

    private Outcome accepted(@Nullable String user, @Nullable Token token, Credentials credentials) {
        AclFile acl = rights == null ? null : rights.get();
        TopicRights reading = acl == null ? TopicRights.EVERYTHING : acl.reading(user, credentials.clientId());
        TopicRights writing = acl == null ? writingWithoutRules(user) : acl.writing(user, credentials.clientId());
        Narrowing narrowing = token == null ? null : token.narrowing();
        if (narrowing != null) {
            reading = reading.within(narrowing.read());
            writing = writing.within(narrowing.write());
        }
        Permissions permissions =
                new Permissions(reading, writing, protectedTopics, token == null ? null : token.expiresAt());
        return new Outcome.Accepted(permissions, user, false);
    }

    private static boolean hasPassword(Credentials credentials) {
        return credentials.password() != null && credentials.password().length > 0;
    }
}
