package dev.rowcast.http;

import dev.rowcast.change.Operation;
import dev.rowcast.config.NearMatch;
import dev.rowcast.http.Problem.Violation;
import dev.rowcast.message.TopicTemplate;
import dev.rowcast.relay.Broadcast;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which events a client wants: those of any of the tables, with any of the operations, of any of the keys. Empty is all.
 *
 * @param tables names, alone or behind their database's and a dot
 * @param keys as in topics
 */
record EventFilter(Set<String> tables, Set<Operation> operations, Set<String> keys) {
    /** Resumes, for clients that can not send the header. */
    static final String LAST_EVENT_ID = "last_event_id";

    private static final String TABLE = "table";
    private static final String OP = "op";
    private static final String KEY = "key";
    private static final Map<String, Operation> OPERATIONS = operationsByName();

    EventFilter {
        tables = Set.copyOf(tables);
        operations = Set.copyOf(operations);
        keys = Set.copyOf(keys);
    }

    private static Map<String, Operation> operationsByName() {
        Map<String, Operation> byName = new LinkedHashMap<>();
        for (Operation operation : Operation.values()) {
            byName.put(TopicTemplate.event(operation), operation);
            byName.put(operation.name().toLowerCase(Locale.ROOT), operation);
        }
        return byName;
    }

    /**
     * Reads a request's query. Each parameter may be there more than once, with values that commas part.
     *
     * @throws ProblemException if a parameter is unknown or a value can not be meant; names all that are wrong
     */
    static EventFilter of(Map<String, List<String>> query) {
        List<Violation> violations = new ArrayList<>();
        for (String name : query.keySet()) {
            List<String> known = List.of(TABLE, OP, KEY, LAST_EVENT_ID);
            if (!known.contains(name)) {
                violations.add(new Violation(
                        name, "is not known here, but " + String.join(", ", known) + NearMatch.question(name, known)));
            }
        }
        Set<String> tables = new HashSet<>(parts(query, TABLE, violations));
        Set<Operation> operations = EnumSet.noneOf(Operation.class);
        for (String name : parts(query, OP, violations)) {
            Operation operation = OPERATIONS.get(name);
            if (operation == null) {
                violations.add(new Violation(
                        OP,
                        "must be of " + String.join(", ", OPERATIONS.keySet()) + ", and not '" + name + "'"
                                + NearMatch.question(name, OPERATIONS.keySet())));
            } else {
                operations.add(operation);
            }
        }
        Set<String> keys = keys(query, violations);
        if (!violations.isEmpty()) {
            throw new ProblemException(Problem.invalid(HttpStatus.BAD_REQUEST, violations));
        }
        return new EventFilter(tables, operations, keys);
    }

    /** A comma may part keys, or the columns of one: no key of a single column has one, so both are meant. */
    private static Set<String> keys(Map<String, List<String>> query, List<Violation> violations) {
        Set<String> keys = new HashSet<>();
        for (String part : parts(query, KEY, violations)) {
            keys.add(part);
            keys.add(TopicTemplate.encoded(part));
        }
        for (String whole : query.getOrDefault(KEY, List.of())) {
            keys.add(whole);
            keys.add(split(whole).stream().map(TopicTemplate::encoded).collect(Collectors.joining(",")));
        }
        return keys;
    }

    private static List<String> parts(Map<String, List<String>> query, String name, List<Violation> violations) {
        List<String> parts = query.getOrDefault(name, List.of()).stream()
                .flatMap(value -> split(value).stream())
                .toList();
        if (parts.contains("")) {
            violations.add(new Violation(name, "must not be empty, nor have an empty part"));
        }
        return parts;
    }

    private static List<String> split(String value) {
        return List.of(value.split(",", -1));
    }

    boolean accepts(Broadcast.Event event) {
        return (operations.isEmpty() || operations.contains(event.operation()))
                && (tables.isEmpty()
                        || tables.contains(event.table().table())
                        || tables.contains(
                                event.table().schema() + "." + event.table().table()))
                && (keys.isEmpty() || keys.contains(event.key()));
    }
}
