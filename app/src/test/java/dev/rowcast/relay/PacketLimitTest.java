package dev.rowcast.relay;

import static dev.rowcast.relay.TestingFollowing.ORDERS;
import static dev.rowcast.relay.TestingFollowing.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Row;
import dev.rowcast.change.Source;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.Value;
import dev.rowcast.message.Message;
import dev.rowcast.message.MessageMapper;
import dev.rowcast.message.Oversized;
import dev.rowcast.message.PacketSize;
import dev.rowcast.message.RetainMode;
import dev.rowcast.message.TopicTemplate;
import dev.rowcast.testing.TestingLog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PacketLimitTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:12:00Z");
    private static final MessageMapper MAPPER = new MessageMapper(
            TopicTemplate.parse("{table}/{event}/{key}"), TopicTemplate.parse("{table}/state/{key}"), RetainMode.STATE);
    private static final String VERSION = "0193-1";
    private static final Row WIDE = row(7, "x".repeat(3_000));

    private final StatusBoard board = new StatusBoard(InstantSource.fixed(NOW));

    @Test
    void leavesWhatFitsAsItIsToTheByte() throws Exception {
        Message state = state(WIDE);
        int bytes = (int) PacketSize.of(state);

        assertThat(limit(bytes, Oversized.FAIL).state(update(WIDE), state)).isSameAs(state);
        assertThatThrownBy(() -> limit(bytes - 1, Oversized.FAIL).state(update(WIDE), state))
                .isInstanceOf(MisconfiguredException.class);
    }

    @Test
    void failsWithTableKeySizeLimitAndTheThreeWaysToMendIt() {
        assertThatThrownBy(() -> limit(2_048, Oversized.FAIL).events(update(WIDE), VERSION, List.of(event(WIDE))))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContainingAll(
                        ORDERS.toString(),
                        "{\"id\":7}",
                        PacketSize.of(event(WIDE)) + " bytes",
                        "the 2048 that the broker takes",
                        "max_packet_size",
                        "MQTT_MAX_PACKET_SIZE",
                        "widest columns out",
                        "ROWCAST_OVERSIZED=marker");
    }

    @Test
    void aMarkerTakesThePlaceOfTheRowsOfAnEvent() throws Exception {
        Message event = event(WIDE);

        Message marked = limit(2_048, Oversized.MARKER)
                .events(update(WIDE), VERSION, List.of(event))
                .get(0);

        assertThat(new String(marked.payload(), UTF_8))
                .isEqualTo("{\"op\":\"update\",\"schema\":\"shop\",\"table\":\"orders\",\"key\":{\"id\":7},"
                        + "\"before\":null,\"after\":null,\"oversized\":{\"bytes\":" + event.payload().length
                        + ",\"limit\":2048},\"version\":\"" + VERSION + "\","
                        + "\"committed_at\":\"2026-11-20T09:12:00.000000Z\",\"source\":{\"server\":\"s\",\"gtid\":null,"
                        + "\"file\":\"binlog.000001\",\"pos\":4,\"row\":1}}");
        assertThat(marked.topic()).isEqualTo(event.topic());
        assertThat(marked.delivery()).isEqualTo(event.delivery());
        assertThat(board.oversizedMessages()).isEqualTo(1);
    }

    @Test
    void theMarkerOfAStateIsTheSameFromTheStreamAndFromASnapshot() throws Exception {
        PacketLimit limit = limit(2_048, Oversized.MARKER);

        Message streamed = limit.state(update(WIDE), state(WIDE));
        Message read = limit.row(ORDERS, key(), MAPPER.snapshotRow(ORDERS, key(), WIDE, null));

        assertThat(new String(streamed.payload(), UTF_8))
                .isEqualTo("{\"id\":7,\"rowcast:oversized\":{\"bytes\":3020,\"limit\":2048}}");
        assertThat(read.payload()).isEqualTo(streamed.payload());
        assertThat(streamed.retained()).isTrue();
    }

    @Test
    void aRowIsAsLargeFromASnapshotAsFromTheStream() {
        assertThat(PacketSize.of(MAPPER.snapshotRow(ORDERS, key(), WIDE, null))).isEqualTo(PacketSize.of(state(WIDE)));
    }

    @Test
    void failsWhereEvenTheMarkerIsTooLarge() {
        assertThatThrownBy(() -> limit(150, Oversized.MARKER).events(update(WIDE), VERSION, List.of(event(WIDE))))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("even without its row")
                .hasMessageNotContaining("ROWCAST_OVERSIZED");
        assertThat(board.oversizedMessages()).isZero();
    }

    @Test
    void theSmallerOfTwoLimitsHolds() {
        PacketRules rules = new PacketRules(2_048, Oversized.FAIL);
        PacketLimit told = new PacketLimit(1_024, rules, board, new SteadyTime(NOW));
        PacketLimit set = new PacketLimit(BrokerConnection.MOST_PACKET_BYTES, rules, board, new SteadyTime(NOW));

        assertThatThrownBy(() -> told.events(update(WIDE), VERSION, List.of(event(WIDE))))
                .hasMessageContaining("the 1024 that");
        assertThatThrownBy(() -> set.events(update(WIDE), VERSION, List.of(event(WIDE))))
                .hasMessageContaining("the 2048 that");
        assertThat(set.isNamed()).isTrue();
        assertThat(limit(BrokerConnection.MOST_PACKET_BYTES, Oversized.FAIL).isNamed())
                .isFalse();
    }

    @Test
    void manyMarkersAreCountedAndLoggedOnce() throws Exception {
        PacketLimit limit = limit(2_048, Oversized.MARKER);
        try (TestingLog log = new TestingLog()) {
            for (int i = 0; i < 100; i++) {
                limit.row(ORDERS, key(), MAPPER.snapshotRow(ORDERS, key(), WIDE, null));
            }
            assertThat(log.warnings()).singleElement().asString().contains("shop.orders {\"id\":7}", "2048");
        }
        assertThat(board.oversizedMessages()).isEqualTo(100);
    }

    @Test
    void forewarnsOnceOfATableWhoseRowsCanBeTooLarge() {
        LargestRow narrow = new LargestRow(ORDERS, List.of(new LargestRow.Column("id", true, 48)));
        LargestRow wide = new LargestRow(
                ORDERS,
                List.of(
                        new LargestRow.Column("id", true, 48),
                        new LargestRow.Column("note", false, 6 * 65_535 + 2),
                        new LargestRow.Column("scan", false, 4L << 30)));
        PacketLimit limit = limit(65_536, Oversized.FAIL);
        try (TestingLog log = new TestingLog()) {
            limit.forewarn(List.of(narrow));
            assertThat(log.warnings()).isEmpty();

            limit.forewarn(List.of(wide));
            limit.forewarn(List.of(wide));

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(
                            "shop.orders can have up to 8.0 GiB (scan up to 4.0 GiB, note up to 384.0 KiB,",
                            "packets of 65536 bytes",
                            "would stop Rowcast",
                            "max_packet_size",
                            "widest columns out",
                            "ROWCAST_OVERSIZED=marker");
        }
    }

    private PacketLimit limit(int bytes, Oversized oversized) {
        return new PacketLimit(
                bytes, new PacketRules(BrokerConnection.MOST_PACKET_BYTES, oversized), board, new SteadyTime(NOW));
    }

    private static Message state(Row after) {
        return requireNonNull(MAPPER.messages(update(after), VERSION).state());
    }

    private static Message event(Row after) {
        return MAPPER.messages(update(after), VERSION).events().get(0);
    }

    private static RowChange update(Row after) {
        Source source = new Source("s", null, "binlog.000001", 4, 1, NOW);
        return new RowChange(ORDERS, Operation.UPDATE, key(), row(7, "new"), after, source);
    }

    private static Row key() {
        return new Row(List.of("id"), List.of(new Value.Int(7)));
    }
}
