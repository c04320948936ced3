package dev.rowcast.broker.access;

import dev.rowcast.broker.access.AccessFileException.Problem;
import dev.rowcast.broker.access.TopicRights.Grant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may read and write which topics, in the format and with the meaning of Mosquitto's {@code acl_file} (its
 * {@code security_default.c}); what no rule grants is refused. Lines:
 *
 * <ul>
 *   <li>{@code topic [read|write|readwrite|deny] FILTER}: for the user of the last {@code user} line; before the first one,
 *       for clients without a user name alone. {@code readwrite} where nothing is said.
 *   <li>{@code user NAME}: whom the next {@code topic} lines are for.
 *   <li>{@code pattern [read|write|readwrite|deny] FILTER}: for everybody; {@code %u} stands for the client's user name,
 *       {@code %c} for its client id.
 *   <li>{@code #} begins a comment.
 * </ul>
 *
 * A user's {@code deny} comes before all that is granted, a pattern's before what patterns grant. Immutable, any thread.
 */
public final class AclFile {
    private final Map<String, List<AclRule>> users;
    private final List<AclRule> general;
    private final List<AclRule> patterns;

    private AclFile(Map<String, List<AclRule>> users, List<AclRule> general, List<AclRule> patterns) {
        this.users = Map.copyOf(users);
        this.general = List.copyOf(general);
        this.patterns = List.copyOf(patterns);
    }

    /**
     * Reads a file.
     *
     * @throws AccessFileException with every problem, if it can not be read, has lines that can not be understood, or grants
     *     nothing to anybody
     */
    public static AclFile read(Path file) throws AccessFileException {
        return new Parser().parse(file);
    }

    /** The users whom it has rules for. */
    public Set<String> users() {
        return users.keySet();
    }

    /** Whether it has rules for clients without a user name. */
    boolean hasGeneralRules() {
        return !general.isEmpty();
    }

    TopicRights reading(@Nullable String user, String clientId) {
        return rights(AclRule.Access.READ, user, clientId);
    }

    TopicRights writing(@Nullable String user, String clientId) {
        return rights(AclRule.Access.WRITE, user, clientId);
    }

    private TopicRights rights(AclRule.Access access, @Nullable String user, String clientId) {
        List<AclRule> own = user == null ? general : users.getOrDefault(user, List.of());
        List<Grant> grants = new ArrayList<>();
        List<TopicFilter> denied = new ArrayList<>();
        add(own, access, user, clientId, denied, grants);
        // as in Mosquitto: whoever is called so would be matched by what others are meant by
        if (!hasWildcard(user) && !hasWildcard(clientId)) {
            add(patterns, access, user, clientId, denied, grants);
        }
        return TopicRights.of(grants);
    }

    private static void add(
            List<AclRule> rules,
            AclRule.Access access,
            @Nullable String user,
            String clientId,
            List<TopicFilter> denied,
            List<Grant> grants) {
        rules.stream()
                .filter(rule -> !rule.grants())
                .flatMap(rule -> rule.filter(user, clientId).stream())
                .forEach(denied::add);
        rules.stream()
                .filter(rule -> rule.grants(access))
                .flatMap(rule -> rule.filter(user, clientId).stream())
                .forEach(filter -> grants.add(new Grant(filter, denied)));
    }

    private static boolean hasWildcard(@Nullable String name) {
        return name != null && (name.indexOf('+') >= 0 || name.indexOf('#') >= 0);
    }

    /** Collects the rules and the problems of one file. Used once, on one thread. */
    private static final class Parser {
        private final Map<String, List<AclRule>> users = new HashMap<>();
        private final List<AclRule> general = new ArrayList<>();
        private final List<AclRule> patterns = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private List<AclRule> current = general;

        AclFile parse(Path file) throws AccessFileException {
            List<String> lines =
                    AccessFiles.read(file).lines().map(String::strip).toList();
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isEmpty() && !lines.get(i).startsWith("#")) {
                    parse(i + 1, lines.get(i));
                }
            }
            if (problems.isEmpty() && grantsNothing()) {
                problems.add(new Problem(
                        0,
                        "it grants nothing to anybody",
                        "add lines such as `user NAME` and `topic read orders/#`, or do without the file"));
            }
            if (!problems.isEmpty()) {
                throw new AccessFileException(file, problems);
            }
            return new AclFile(users, general, patterns);
        }

        private boolean grantsNothing() {
            return general.stream().noneMatch(AclRule::grants)
                    && patterns.stream().noneMatch(AclRule::grants)
                    && users.values().stream().flatMap(List::stream).noneMatch(AclRule::grants);
        }

        private void parse(int number, String line) {
            String[] words = line.split("[ \\t]+", 2);
            String rest = words.length == 1 ? "" : words[1];
            try {
                switch (words[0]) {
                    case "user" -> user(number, rest);
                    case "topic" -> current.add(AclRule.ofTopic(rest));
                    case "pattern" -> patterns.add(AclRule.ofPattern(rest));
                    default ->
                        problems.add(new Problem(
                                number,
                                "'" + words[0] + "' begins no rule",
                                "begin the line with user, topic, pattern or #"));
                }
            } catch (AclRule.MalformedException e) {
                problems.add(new Problem(number, e.cause(), e.fix()));
            }
        }

        private void user(int number, String name) {
            if (!PasswordFile.isUserName(name)) {
                problems.add(new Problem(
                        number,
                        "'user' without a name that a user can have",
                        "write `user NAME` as in the password file"));
            }
            current = users.computeIfAbsent(name, unused -> new ArrayList<>());
        }
    }
}
