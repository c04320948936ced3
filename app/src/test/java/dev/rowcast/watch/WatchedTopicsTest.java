package dev.rowcast.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.TableId;
import dev.rowcast.message.MessageMapper;
import dev.rowcast.message.RetainMode;
import dev.rowcast.message.TopicTemplate;
import org.junit.jupiter.api.Test;

final class WatchedTopicsTest {

    @Test
    void followsRowsEventsAndRowcastItself() {
        WatchedTopics topics = topics("{table}/{event}/{key}", "{table}/state/{key}");

        assertThat(topics.all())
                .containsExactly(
                        "orders/state/+",
                        "orders/inserted/+",
                        "orders/updated/+",
                        "orders/deleted/+",
                        "rowcast/status",
                        "rowcast/info");
        assertThat(topics.eventsAlone()).doesNotContain("orders/state/+").hasSize(5);
    }

    @Test
    void tellsKeysOfRowsAndEvents() {
        WatchedTopics topics = topics("{table}/{event}/{key}", "{table}/state/{key}");

        assertThat(topics.stateKey("orders/state/7,x%2F")).contains("7,x%2F");
        assertThat(topics.eventKey("orders/updated/7")).contains("7");
        assertThat(topics.stateKey("orders/updated/7")).isEmpty();
        assertThat(topics.eventKey("orders/state/7")).isEmpty();
        assertThat(topics.stateKey("orders/state/7/x")).isEmpty();
    }

    @Test
    void knowsOtherTemplates() {
        WatchedTopics topics = topics("db.{schema}/{key}/{event}", "s/{schema}.{table}/row-{key}");

        assertThat(topics.stateKey("s/shop.orders/row-7")).contains("7");
        assertThat(topics.stateKey("s/shopXorders/row-7")).isEmpty();
        assertThat(topics.eventKey("db.shop/7/deleted")).contains("7");
    }

    private static WatchedTopics topics(String events, String states) {
        return WatchedTopics.of(
                new TableId("shop", "orders"),
                new MessageMapper(TopicTemplate.parse(events), TopicTemplate.parse(states), RetainMode.STATE));
    }
}
