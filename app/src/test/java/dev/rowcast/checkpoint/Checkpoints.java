package dev.rowcast.checkpoint;

import dev.rowcast.change.GtidSet;
import dev.rowcast.change.MariadbGtidPosition;
import dev.rowcast.change.MysqlGtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.message.RetainedTopics;
import dev.rowcast.relay.Checkpoint;
import dev.rowcast.relay.Gap;
import dev.rowcast.relay.Gaps;
import dev.rowcast.relay.ScanPoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sample checkpoints. */
final class Checkpoints {
    private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

    private Checkpoints() {}

    static Checkpoint at(long offset) {
        return with(MysqlGtidSet.parse(UUID + ":1-5:7," + UUID + ":tag:1-3"), offset, true);
    }

    static Checkpoint with(GtidSet gtids, long offset, boolean stateComplete) {
        return at(new Position(gtids, "binlog.000042", offset), stateComplete);
    }

    private static Checkpoint at(Position position, boolean stateComplete) {
        return new Checkpoint(
                UUID,
                Instant.parse("2026-11-20T09:12:00.123456Z"),
                position,
                stateComplete,
                stateComplete ? List.of() : List.of(new ScanPoint(new TableId("shop", "orders"), "id:31")),
                List.of(new TableId("shop", "orders")),
                Map.of(new TableId("shop", "orders"), 5L),
                List.of(new RetainedTopics("orders/state/+", "orders/state/[^/]+")),
                stateComplete ? Gaps.NONE : gaps(position),
                "orders;\"quoted\" ü");
    }

    static Stream<Checkpoint> ofEveryKind() {
        return Stream.of(
                at(4),
                with(MysqlGtidSet.parse(""), 4, true),
                with(MariadbGtidPosition.parse("0-1-100,1-2-5"), 1L << 40, false),
                with(GtidSet.NONE, 0, true),
                at(
                        new Position(
                                MariadbGtidPosition.parse("0-1-100"),
                                "binlog.000042",
                                900,
                                new Position.Place("binlog.000040", 4)),
                        true));
    }

    private static Gaps gaps(Position position) {
        Gap last = new Gap(Instant.parse("2026-11-20T09:00:00Z"), "binlogs were purged", position, position, 7L);
        return new Gaps(2, last);
    }
}
