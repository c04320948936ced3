package dev.rowcast.relay;

import dev.rowcast.message.MessageMapper;
import dev.rowcast.message.RetainedTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Topics that the broker may still hold from other settings. Relay's thread. */
final class FormerTopics {
    private static final Logger LOG = LoggerFactory.getLogger(FormerTopics.class);

    private FormerTopics() {}

    /** Clears those that are not retained any more, and waits until the broker has acknowledged that. */
    static void clear(
            List<RetainedTopics> former,
            List<RetainedTopics> retained,
            BrokerConnection connection,
            PublishWindow window)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        List<RetainedTopics> gone = new ArrayList<>(former);
        gone.removeAll(retained);
        if (gone.isEmpty()) {
            return;
        }
        List<String> left = new ArrayList<>();
        Predicate<String> stays = retained.stream().map(RetainedTopics::matcher).reduce(topic -> false, Predicate::or);
        for (RetainedTopics topics : gone) {
            Predicate<String> goes = topics.matcher().and(stays.negate());
            connection.forEachRetained(topics.filter(), message -> {
                if (goes.test(message.topic())) {
                    left.add(message.topic());
                }
            });
        }
        for (String topic : left) {
            window.publish(MessageMapper.tombstone(topic));
        }
        window.awaitEmpty();
        LOG.info("Cleared {} topics that the settings no longer name", left.size());
    }
}
