package dev.rowcast.broker.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.rowcast.broker.access.AccessFileException.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Users and the hashes of their passwords, in the format of Mosquitto's {@code password_file}: a line {@code user:hash} for
 * each, {@code #} at the beginning of a comment. Immutable, any thread.
 */
public final class PasswordFile {
    /** The rounds of a new hash unless told otherwise: 50 to 100 ms of a core. */
    public static final int ITERATIONS_DEFAULT = PasswordHash.ITERATIONS_DEFAULT;

    /** The fewest rounds of a new hash. */
    public static final int ITERATIONS_MIN = PasswordHash.NEW_ITERATIONS_MIN;

    /** The most rounds of any hash. */
    public static final int ITERATIONS_MAX = PasswordHash.ITERATIONS_MAX;

    /** So that nobody outside can tell which name shares whose time. */
    private static final long DECOY_SEED = new SecureRandom().nextLong();

    private static final int LENGTH_MAX = 65_535;
    private static final String FIX = "set the password anew with `rowcast passwd FILE USER`";

    private final List<String> lines;
    private final Map<String, PasswordHash> hashes;
    private final List<PasswordHash> decoys;

    private PasswordFile(List<String> lines, Map<String, PasswordHash> hashes) {
        this.lines = List.copyOf(lines);
        this.hashes = new LinkedHashMap<>(hashes);
        this.decoys = hashes.isEmpty() ? List.of(PasswordHash.ofNobody()) : List.copyOf(hashes.values());
    }

    /** Nobody. */
    public static PasswordFile empty() {
        return new PasswordFile(List.of(), Map.of());
    }

    /**
     * Reads a file.
     *
     * @throws AccessFileException with every problem, if it can not be read or has lines that can not be understood
     */
    public static PasswordFile read(Path file) throws AccessFileException {
        List<String> lines = AccessFiles.read(file).lines().toList();
        Map<String, PasswordHash> hashes = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!isEmpty(line)) {
                Problem problem = add(hashes, i + 1, line);
                if (problem != null) {
                    problems.add(problem);
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new AccessFileException(file, problems);
        }
        return new PasswordFile(lines, hashes);
    }

    private static boolean isEmpty(String line) {
        return line.isBlank() || line.startsWith("#");
    }

    private static @Nullable Problem add(Map<String, PasswordHash> hashes, int number, String line) {
        int colon = line.indexOf(':');
        String user = colon < 0 ? "" : line.substring(0, colon).strip();
        if (!isUserName(user)) {
            return new Problem(number, "not a line of the form user:hash", "remove it, or begin it with #");
        }
        try {
            PasswordHash hash = PasswordHash.parse(line.substring(colon + 1).strip());
            return hashes.putIfAbsent(user, hash) == null
                    ? null
                    : new Problem(number, "the user '" + user + "' for the second time", "keep one of the lines");
        } catch (IllegalArgumentException e) {
            return new Problem(number, "the user '" + user + "' has " + e.getMessage(), FIX);
        }
    }

    /** Whether a user may be called so: not empty, without colons, control characters, and space or {@code #} in front. */
    public static boolean isUserName(String user) {
        return !user.isEmpty()
                && user.getBytes(UTF_8).length <= LENGTH_MAX
                && user.equals(user.strip())
                && !user.startsWith("#")
                && user.indexOf(':') < 0
                && user.codePoints().noneMatch(Character::isISOControl);
    }

    /** Their names. */
    public Set<String> users() {
        return Set.copyOf(hashes.keySet());
    }

    /**
     * Whether the user exists and has this password. Takes the time of the hash, milliseconds to seconds; for a user who does
     * not exist the time of one who does, always of the same one for the same name.
     */
    public boolean verify(String user, byte[] password) {
        PasswordHash hash = hashes.get(user);
        boolean right = (hash == null ? decoy(user) : hash).isOf(password);
        return right && hash != null;
    }

    private PasswordHash decoy(String user) {
        return decoys.get(Math.floorMod(Objects.hash(DECOY_SEED, user), decoys.size()));
    }

    /**
     * The same with the user added, or with a new password. Takes the time of the hash.
     *
     * @param password not empty, up to 65,535 bytes
     * @param iterations {@link #ITERATIONS_MIN} to {@link #ITERATIONS_MAX}
     */
    public PasswordFile with(String user, byte[] password, int iterations) {
        if (!isUserName(user) || password.length == 0 || password.length > LENGTH_MAX) {
            throw new IllegalArgumentException("not a user name, or not a password");
        }
        PasswordHash hash = PasswordHash.create(password, iterations);
        List<String> changed = new ArrayList<>(lines);
        String line = user + ":" + hash.text();
        if (hashes.containsKey(user)) {
            changed.replaceAll(old -> isOf(user, old) ? line : old);
        } else {
            changed.add(line);
        }
        Map<String, PasswordHash> more = new LinkedHashMap<>(hashes);
        more.put(user, hash);
        return new PasswordFile(changed, more);
    }

    /** The same without the user. */
    public PasswordFile without(String user) {
        Map<String, PasswordHash> fewer = new LinkedHashMap<>(hashes);
        fewer.remove(user);
        return new PasswordFile(lines.stream().filter(line -> !isOf(user, line)).toList(), fewer);
    }

    private static boolean isOf(String user, String line) {
        return !isEmpty(line) && line.substring(0, line.indexOf(':')).strip().equals(user);
    }

    /**
     * Replaces the file at once, with its comments, readable by its owner alone.
     *
     * @throws IOException if that is not possible; the old file is untouched
     */
    public void write(Path file) throws IOException {
        AccessFiles.replace(requireNonNull(file, "file is null"), lines);
    }
}
