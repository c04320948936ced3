package dev.rowcast.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.change.GtidSet;
import dev.rowcast.change.Operation;
import dev.rowcast.change.Position;
import dev.rowcast.change.Source;
import dev.rowcast.change.TableId;
import dev.rowcast.message.Version;
import dev.rowcast.relay.Broadcast;
import dev.rowcast.relay.EventListener.Beginning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a relay tells, of a binlog in which transaction {@code n}, one of order {@code n}, begins at {@code n}. */
final class TestingEvents {
    static final Instant EPOCH = Instant.parse("2026-11-20T09:12:00Z");
    static final Instant LATER_EPOCH = EPOCH.plusSeconds(60);
    static final TableId ORDERS = new TableId("shop", "orders");
    static final EventLimits LIMITS = new EventLimits(4, 1_000, 3, Duration.ofSeconds(15));

    private TestingEvents() {}

    /** A ring of four events in which the stream begins at 100. */
    static EventRing ring() {
        return ring(LIMITS);
    }

    static EventRing ring(EventLimits limits) {
        EventRing ring = new EventRing(limits);
        ring.begins(beginning(100, null));
        return ring;
    }

    static Beginning beginning(long offset, @Nullable String lost) {
        return new Beginning(EPOCH, position(offset), place(offset), lost);
    }

    static Position position(long offset) {
        return new Position(GtidSet.NONE, "binlog.000001", offset);
    }

    static Broadcast.Event event(long offset) {
        return event(ORDERS, Operation.UPDATE, offset, "{\"n\":" + offset + "}");
    }

    static Broadcast.Event event(TableId table, Operation operation, long offset, String payload) {
        return new Broadcast.Event(
                table, operation, Long.toString(offset), version(EPOCH, offset), payload.getBytes(UTF_8));
    }

    /** Tells the ring of transactions. */
    static void publish(EventRing ring, long first, long last) {
        LongStream.rangeClosed(first, last).forEach(offset -> {
            ring.published(event(offset));
            ring.reached(position(offset + 1));
        });
    }

    /** Of the transaction at the offset. */
    static String version(long offset) {
        return version(EPOCH, offset);
    }

    static String version(Instant epoch, long offset) {
        return Version.of(epoch, new Source("s", null, "binlog.000001", offset, 1, EPOCH));
    }

    /** Of the place at the offset, between two transactions. */
    static String place(long offset) {
        return Version.of(EPOCH, position(offset));
    }

    /** All that a client is told now, in short: {@code updated 101}, {@code live 101}, {@code gap 99-101}. */
    static List<String> told(EventCursor cursor) {
        return Stream.generate(cursor::next)
                .takeWhile(Objects::nonNull)
                .map(TestingEvents::shortened)
                .toList();
    }

    private static String shortened(EventMessage message) {
        StringBuilder text = new StringBuilder();
        message.parts().forEach(part -> text.append(new String(part, UTF_8)));
        String[] lines = text.toString().split("\n", -1);
        String id = lines[1].substring("id: ".length());
        return lines[0].substring("event: ".length()) + " " + Long.parseLong(id.substring(22, 32), 16)
                + (lines[0].endsWith("gap") ? ", " + lines[2].replaceAll(".*\"reason\":\"([^\"]*)\".*", "$1") : "");
    }
}
