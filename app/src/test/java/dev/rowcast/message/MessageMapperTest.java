package dev.rowcast.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Row;
import dev.rowcast.change.Source;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MessageMapperTest {
    private static final TableId ORDERS = new TableId("shop", "orders");
    private static final Instant EPOCH = Instant.parse("2026-11-20T09:00:00Z");
    private static final Instant COMMITTED = Instant.parse("2026-11-20T09:12:00.123456Z");
    private static final String VERSION = Version.of(EPOCH, source());

    @Test
    void anUpdateIsStateFirstThenEvent() {
        List<Message> messages =
                messages(mapper(RetainMode.STATE), change(Operation.UPDATE, row("new"), row("shipped")));

        assertThat(messages).extracting(Message::topic).containsExactly("orders/state/7", "orders/updated/7");
        assertThat(messages).extracting(Message::retained).containsExactly(true, false);
        assertThat(text(messages.get(0))).isEqualTo("{\"id\":7,\"status\":\"shipped\"}");
        assertThat(messages.get(0).version()).isEqualTo(VERSION);
        assertThat(messages.get(0).committedAt()).isEqualTo(COMMITTED);
        assertThat(text(messages.get(1)))
                .isEqualTo(
                        "{\"op\":\"update\",\"schema\":\"shop\",\"table\":\"orders\",\"key\":{\"id\":7},"
                                + "\"before\":{\"id\":7,\"status\":\"new\"},\"after\":{\"id\":7,\"status\":\"shipped\"},"
                                + "\"version\":\"" + VERSION + "\",\"committed_at\":\"2026-11-20T09:12:00.123456Z\","
                                + "\"source\":{\"server\":\"s-1\",\"gtid\":null,\"file\":\"binlog.000042\",\"pos\":15822,\"row\":1}}");
    }

    @Test
    void aDeleteClearsTheState() {
        List<Message> messages = messages(mapper(RetainMode.STATE), change(Operation.DELETE, row("new"), null));

        assertThat(messages).extracting(Message::topic).containsExactly("orders/state/7", "orders/deleted/7");
        assertThat(messages.get(0).payload()).isEmpty();
        assertThat(messages.get(0).retained()).isTrue();
        assertThat(text(messages.get(1))).contains("\"before\":{\"id\":7,\"status\":\"new\"},\"after\":null");
    }

    @Test
    void anInsertHasNoBefore() {
        List<Message> messages = messages(mapper(RetainMode.STATE), change(Operation.INSERT, null, row("new")));

        assertThat(messages).extracting(Message::topic).containsExactly("orders/state/7", "orders/inserted/7");
        assertThat(text(messages.get(1))).contains("\"op\":\"insert\"", "\"before\":null");
    }

    @Test
    void eventsAloneCarryNoState() {
        assertThat(mapper(RetainMode.STATE)
                        .messages(change(Operation.INSERT, null, row("new")), "v")
                        .events())
                .extracting(Message::topic)
                .containsExactly("orders/inserted/7");
        assertThat(messages(mapper(RetainMode.NONE), change(Operation.INSERT, null, row("new"))))
                .extracting(Message::retained)
                .containsExactly(false);
    }

    @Test
    void retainedEventsLeaveOnlyTheLastOneOfARow() {
        MessageMapper mapper = mapper(RetainMode.EVENTS);

        assertThat(messages(mapper, change(Operation.UPDATE, row("a"), row("b"))))
                .extracting(Message::topic, Message::retained, message -> message.payload().length > 0)
                .containsExactly(tuple("orders/updated/7", true, true), tuple("orders/inserted/7", true, false));
        assertThat(messages(mapper, change(Operation.DELETE, row("b"), null)))
                .extracting(Message::topic, Message::retained, message -> message.payload().length > 0)
                .containsExactly(
                        tuple("orders/deleted/7", false, true),
                        tuple("orders/inserted/7", true, false),
                        tuple("orders/updated/7", true, false));
    }

    @Test
    void allThatIsSaidOfARowIsOrderedWithItsState() {
        for (RetainMode mode : RetainMode.values()) {
            List<Message> messages = new ArrayList<>();
            messages.addAll(messages(mapper(mode), change(Operation.INSERT, null, row("a"))));
            messages.addAll(messages(mapper(mode), change(Operation.UPDATE, row("a"), row("b"))));
            messages.addAll(messages(mapper(mode), change(Operation.DELETE, row("b"), null)));

            assertThat(messages)
                    .extracting(message -> message.delivery().orderedWith())
                    .containsOnly("orders/state/7");
        }
        assertThat(MessageMapper.tombstone("orders/state/7").delivery().orderedWith())
                .as("of a ghost, of which the topic alone is known")
                .isEqualTo("orders/state/7");
        Row key = new Row(List.of("id"), List.of(new Value.Int(7)));
        assertThat(mapper(RetainMode.STATE)
                        .snapshotRow(ORDERS, key, row("a"), null)
                        .delivery()
                        .orderedWith())
                .isEqualTo("orders/state/7");
    }

    @Test
    void eventsAreCloudEventsOnRequestAndStatesAreNot() {
        MessageMapper mapper = mapper(RetainMode.STATE, new EventOptions(true, null));
        List<Message> messages = messages(mapper, change(Operation.UPDATE, row("a"), row("b")));

        assertThat(messages.get(0).delivery().properties()).isEmpty();
        assertThat(messages.get(1).delivery().properties())
                .containsExactly(
                        Map.entry("specversion", "1.0"),
                        Map.entry("id", VERSION),
                        Map.entry("source", "urn:rowcast:s-1"),
                        Map.entry("type", "dev.rowcast.updated"),
                        Map.entry("subject", "shop/orders/7"),
                        Map.entry("time", "2026-11-20T09:12:00.123456Z"));
        assertThat(messages(mapper, change(Operation.UPDATE, row("a"), row("b")))
                        .get(1)
                        .delivery())
                .as("the same change again")
                .isEqualTo(messages.get(1).delivery());
    }

    @Test
    void tombstonesOfRetainedEventsAreNoCloudEvents() {
        List<Message> messages = messages(
                mapper(RetainMode.EVENTS, new EventOptions(true, null)), change(Operation.DELETE, row("a"), null));

        assertThat(messages)
                .extracting(message -> message.delivery().properties().isEmpty())
                .containsExactly(false, true, true);
    }

    @Test
    void anyServersNameMakesASource() {
        Row key = new Row(List.of("id"), List.of(new Value.Text("a/b")));
        Source source = new Source("db 1:3306:é", null, "binlog.000042", 15822, 1, COMMITTED);
        RowChange change = new RowChange(ORDERS, Operation.INSERT, key, null, row("a"), source);

        assertThat(CloudEvents.attributes(change, VERSION))
                .containsEntry("source", "urn:rowcast:db%201:3306:%C3%A9")
                .containsEntry("subject", "shop/orders/a%2Fb");
    }

    @Test
    void eventsExpireOnRequestAndStatesDoNot() {
        Duration minute = Duration.ofMinutes(1);
        List<Message> messages = messages(
                mapper(RetainMode.STATE, new EventOptions(false, minute)),
                change(Operation.UPDATE, row("a"), row("b")));

        assertThat(messages).extracting(message -> message.delivery().expiry()).containsExactly(null, minute);
        assertThatThrownBy(() -> mapper(RetainMode.BOTH, new EventOptions(false, minute)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Message.Delivery(null, Map.of(), Duration.ofMillis(1500)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyShapeOfValueHasItsJson() {
        Row row = new Row(
                List.of("null", "int", "big", "float", "double", "bool", "text", "bytes", "labels"),
                List.of(
                        Value.Null.NULL,
                        new Value.Int(-1),
                        new Value.BigInt(new BigInteger("18446744073709551615")),
                        new Value.Float32(0.1f),
                        new Value.Float64(2e-3),
                        new Value.Bool(true),
                        new Value.Text("Zoë \"x\"\n"),
                        new Value.Bytes(new byte[] {0, 1, -1}),
                        new Value.Labels(List.of("a", "b"))));

        assertThat(new String(Payloads.row(row), UTF_8))
                .isEqualTo("{\"null\":null,\"int\":-1,\"big\":18446744073709551615,\"float\":0.1,\"double\":0.002,"
                        + "\"bool\":true,\"text\":\"Zoë \\\"x\\\"\\n\",\"bytes\":\"AAH/\",\"labels\":[\"a\",\"b\"]}");
    }

    private static List<Message> messages(MessageMapper mapper, RowChange change) {
        ChangeMessages messages = mapper.messages(change, Version.of(EPOCH, change.source()));
        return Stream.concat(Stream.ofNullable(messages.state()), messages.events().stream())
                .toList();
    }

    private static MessageMapper mapper(RetainMode retain) {
        return mapper(retain, EventOptions.NONE);
    }

    private static MessageMapper mapper(RetainMode retain, EventOptions options) {
        return new MessageMapper(
                TopicTemplate.parse("{table}/{event}/{key}"),
                TopicTemplate.parse("{table}/state/{key}"),
                retain,
                options);
    }

    private static RowChange change(Operation operation, @Nullable Row before, @Nullable Row after) {
        Row key = new Row(List.of("id"), List.of(new Value.Int(7)));
        return new RowChange(ORDERS, operation, key, before, after, source());
    }

    private static Source source() {
        return new Source("s-1", null, "binlog.000042", 15822, 1, COMMITTED);
    }

    private static Row row(String status) {
        return new Row(List.of("id", "status"), List.of(new Value.Int(7), new Value.Text(status)));
    }

    private static String text(Message message) {
        return new String(message.payload(), UTF_8);
    }
}
