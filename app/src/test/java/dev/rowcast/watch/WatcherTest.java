package dev.rowcast.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.TableId;
import dev.rowcast.message.Message;
import dev.rowcast.message.MessageMapper;
import dev.rowcast.message.RetainMode;
import dev.rowcast.message.TopicTemplate;
import dev.rowcast.watch.BrokerFeed.Arrived;
import dev.rowcast.watch.BrokerFeed.Connected;
import dev.rowcast.watch.BrokerFeed.Item;
import dev.rowcast.watch.BrokerFeed.Lost;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WatcherTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final Watcher watcher = new Watcher(
            WatchedTopics.of(
                    new TableId("shop", "orders"),
                    new MessageMapper(
                            TopicTemplate.parse("{table}/{event}/{key}"),
                            TopicTemplate.parse("{table}/state/{key}"),
                            RetainMode.STATE)),
            new WatchedTable(WatchedTable.Limits.USUAL));

    @Test
    void isLiveWhenBrokerAndFeedAre() {
        assertThat(watcher.signals().isLive()).isFalse();
        take(new Connected());
        assertThat(watcher.signals().isLive()).isFalse();
        take("rowcast/status", "online");
        assertThat(watcher.signals().isLive()).isTrue();
        take("rowcast/info", "{'phase':'streaming','reason':null}");
        assertThat(watcher.signals().isLive()).isTrue();
        assertThat(watcher.signals().line().text()).isEqualTo("● broker live   ● MySQL feed streaming");
        assertThat(watcher.signals().staleness(ZoneOffset.UTC)).isEmpty();
    }

    @Test
    void saysSinceWhenAndWhyItIsNotLive() {
        live();
        take("rowcast/info", "{'phase':'reconnecting','reason':'MySQL is away'}");
        take("rowcast/status", "offline");

        assertThat(watcher.signals().line().text()).endsWith("● MySQL feed reconnecting");
        assertThat(watcher.signals().staleness(ZoneOffset.UTC)).isEqualTo("Not live since 12:00:00: MySQL is away");
    }

    @Test
    void knowsNothingOfTheFeedWithoutTheBroker() {
        live();
        take(new Lost("cut"));

        assertThat(watcher.signals().line().text()).isEqualTo("● broker lost   ● MySQL feed not known");
        assertThat(watcher.signals().staleness(ZoneOffset.UTC)).isEqualTo("Not live since 12:00:00: cut");
        take(new Connected());
        assertThat(watcher.signals().isLive()).isFalse();
    }

    @Test
    void tellsEventsThatHappenNow() {
        take(new Connected());

        assertThat(take("orders/updated/7", "{'op':'update','key':{'id':7}}")).isPresent();
        assertThat(watcher.take(arrived("orders/updated/7", "{'op':'update','key':{'id':7}}", true), NOW, 0))
                .isEmpty();
    }

    @Test
    void knowsRowsFromTheirState() {
        take(new Connected());
        take("orders/state/7", "{'id':7}");
        take("orders/state/8", "{'id':8}");
        take("orders/state/8", "");

        assertThat(watcher.table().rows()).extracting(WatchedRow::change).contains(WatchedRow.Change.DELETED);
        watcher.table().pass(Duration.ofSeconds(1).toNanos());
        assertThat(watcher.table().rows()).extracting(WatchedRow::key).containsExactly("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders/state/7", "orders/updated/7", "rowcast/info", "orders/other/7", "elsewhere"})
    void bearsWhatOthersPublish(String topic) {
        take(new Connected());

        assertThat(take(topic, "{'id':")).isEmpty();
        assertThat(take(topic, "\u0000")).isEmpty();
        assertThat(watcher.table().rows()).isEmpty();
    }

    private void live() {
        take(new Connected());
        take("rowcast/status", "online");
    }

    private Optional<TableEvent> take(String topic, String payload) {
        return take(arrived(topic, payload, false));
    }

    private Optional<TableEvent> take(Item item) {
        return watcher.take(item, NOW, 0);
    }

    private static Arrived arrived(String topic, String payload, boolean retained) {
        return new Arrived(new Message(topic, Rows.bytes(payload), retained, null, null));
    }
}
