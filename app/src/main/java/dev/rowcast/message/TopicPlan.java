package dev.rowcast.message;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.TableId;
import dev.rowcast.selection.TablePattern;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The templates of each table's topics: those of the first rule that matches it, or the usual ones. Any thread. */
public final class TopicPlan {
    private final List<Rule> rules;
    private final Templates usual;
    private final Map<TableId, Templates> byTable = new ConcurrentHashMap<>();

    /** For events, with {@code {event}}, and for state, without. */
    public record Templates(TopicTemplate events, TopicTemplate states) {
        public Templates {
            if (!events.namesEvent() || states.namesEvent()) {
                throw new IllegalArgumentException(
                        "the event template needs {event}, the state template must not have it");
            }
        }
    }

    /** Templates of the tables that match. */
    public record Rule(TablePattern tables, Templates templates) {
        public Rule {
            requireNonNull(tables, "tables is null");
            requireNonNull(templates, "templates is null");
        }
    }

    public TopicPlan(List<Rule> rules, Templates usual) {
        this.rules = List.copyOf(rules);
        this.usual = requireNonNull(usual, "usual is null");
    }

    Templates of(TableId table) {
        return rules.isEmpty() ? usual : byTable.computeIfAbsent(table, this::find);
    }

    /** Those of all tables that match, the usual ones included if they may apply. */
    Stream<Templates> ofAny(TablePattern tables) {
        if (tables.isLiteral()) {
            return Stream.of(of(tables.named()));
        }
        Stream<Templates> special =
                rules.stream().filter(rule -> rule.tables().meets(tables)).map(Rule::templates);
        return Stream.concat(special, Stream.of(usual));
    }

    private Templates find(TableId table) {
        return rules.stream()
                .filter(rule -> rule.tables().matches(table))
                .findFirst()
                .map(Rule::templates)
                .orElse(usual);
    }
}
