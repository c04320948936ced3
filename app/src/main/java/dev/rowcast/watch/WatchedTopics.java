package dev.rowcast.watch;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.TableId;
import dev.rowcast.message.MessageMapper;
import dev.rowcast.message.TopicTemplate;
import dev.rowcast.relay.RelayTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The topics of one table, to subscribe to and to tell apart. */
final class WatchedTopics {
    private static final String KEY = "key";

    private final TableId table;
    private final String stateFilter;
    private final List<String> eventFilters;
    private final Pattern states;
    private final Pattern events;

    private WatchedTopics(TableId table, MessageMapper mapper) {
        this.table = requireNonNull(table, "table is null");
        stateFilter = mapper.stateFilter(table);
        eventFilters = mapper.eventFilters(table);
        states = pattern(mapper.stateTemplate(table));
        events = pattern(mapper.eventTemplate(table));
    }

    static WatchedTopics of(TableId table, MessageMapper mapper) {
        return new WatchedTopics(table, mapper);
    }

    TableId table() {
        return table;
    }

    /** For the table's rows and events, and how Rowcast is doing. */
    List<String> all() {
        List<String> filters = new ArrayList<>(eventsAlone());
        filters.add(0, stateFilter);
        return filters;
    }

    /** Without rows. */
    List<String> eventsAlone() {
        List<String> filters = new ArrayList<>(eventFilters);
        filters.add(RelayTopics.STATUS);
        filters.add(RelayTopics.INFO);
        return filters;
    }

    /** The key of the row whose state is told on the topic, as it stands there. */
    Optional<String> stateKey(String topic) {
        return key(states, topic);
    }

    /** The key of the row whose events are told on the topic, as it stands there. */
    Optional<String> eventKey(String topic) {
        return key(events, topic);
    }

    private static Optional<String> key(Pattern pattern, String topic) {
        Matcher matcher = pattern.matcher(topic);
        return matcher.matches() ? Optional.of(matcher.group(KEY)) : Optional.empty();
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(Pattern.quote(template)
                .replace(TopicTemplate.KEY, "\\E(?<" + KEY + ">[^/]+)\\Q")
                .replace(TopicTemplate.EVENT, "\\E(?:inserted|updated|deleted)\\Q"));
    }
}
