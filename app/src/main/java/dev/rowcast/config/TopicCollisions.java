package dev.rowcast.config;

import dev.rowcast.change.TableId;
import dev.rowcast.message.TopicTemplate;
import dev.rowcast.selection.TablePattern;
import dev.rowcast.selection.TableSelection;
import dev.rowcast.selection.TopicRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for rows or purposes that could share a topic, whichever tables the patterns will match one day. A placeholder's value
 * never contains a slash and is never empty, so topics can be compared level by level.
 */
final class TopicCollisions {
    private final TopicSettings topics;
    private final TableSelection tables;
    private final List<Use> uses = new ArrayList<>();

    /** Tables, and a template of their topics. */
    private record Use(TablePattern tables, String template, boolean ofEvents) {
        String purpose() {
            return (ofEvents ? "events of " : "the state of ") + tables;
        }
    }

    private TopicCollisions(TopicSettings topics, TableSelection tables) {
        this.topics = topics;
        this.tables = tables;
    }

    /** What could share a topic, for people; empty if nothing can. */
    static Optional<String> find(TopicSettings topics, TableSelection tables) {
        TopicCollisions collisions = new TopicCollisions(topics, tables);
        tables.included().forEach(collisions::add);
        return collisions.find();
    }

    private void add(TablePattern included) {
        if (included.isLiteral()) {
            add(included, topics.rule(included.named()));
            return;
        }
        for (TopicRule rule : topics.rules()) {
            if (rule.tables().meets(included)) {
                add(rule.tables().isLiteral() ? rule.tables() : included, rule);
            }
            if (rule.tables().covers(included)) {
                return;
            }
        }
        add(included, null);
    }

    private void add(TablePattern pattern, @Nullable TopicRule rule) {
        uses.add(new Use(pattern, topics.eventTemplate(rule), true));
        uses.add(new Use(pattern, topics.stateTemplate(rule), false));
    }

    private Optional<String> find() {
        for (int i = 0; i < uses.size(); i++) {
            for (int j = i; j < uses.size(); j++) {
                Use one = uses.get(i);
                Use other = uses.get(j);
                if (canShare(one, other)) {
                    String whose = one.equals(other) ? "different tables" : other.purpose();
                    return Optional.of(one.purpose() + " and " + whose + " can share a topic");
                }
            }
        }
        return Optional.empty();
    }

    private boolean canShare(Use one, Use other) {
        if (one.ofEvents == other.ofEvents && one.template.equals(other.template)) {
            return !tellsApart(one.template, one.tables, other.tables);
        }
        return TopicRules.canMeet(one.template, one.tables, other.template, other.tables)
                && !isOfNoTable(one, other)
                && !isOfNoTable(other, one);
    }

    /** Whether two tables, one of each pattern, have different topics by the template. */
    private static boolean tellsApart(String template, TablePattern one, TablePattern other) {
        boolean sameSchema = one.namesSchema() && one.schema().equals(other.schema());
        boolean sameTable = one.namesTable() && one.table().equals(other.table());
        boolean byTable = TopicRules.hasLevel(template, TopicTemplate.TABLE);
        boolean bySchema = TopicRules.hasLevel(template, TopicTemplate.SCHEMA);
        return (byTable || sameTable || (bySchema && !one.meetsSchema(other)))
                && (bySchema || sameSchema || (byTable && !one.meetsTable(other)));
    }

    /**
     * Whether a topic of the other use could only be one of a table that is not broadcast, or has other templates: where its
     * name is a level of the topic, there is only one table that it could be.
     */
    private boolean isOfNoTable(Use use, Use other) {
        String name = TopicRules.levelOf(use.template, TopicTemplate.TABLE, other.template, other.tables);
        if (name == null || !use.tables.namesSchema()) {
            return false;
        }
        TableId table = new TableId(use.tables.schema(), name);
        TopicRule rule = topics.rule(table);
        String template = use.ofEvents ? topics.eventTemplate(rule) : topics.stateTemplate(rule);
        return !tables.matches(table) || !template.equals(use.template);
    }
}
