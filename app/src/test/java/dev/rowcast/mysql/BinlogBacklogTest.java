package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.GtidSet;
import dev.rowcast.change.Position;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BinlogBacklogTest {
    private static final BinlogStatus END = new BinlogStatus("binlog.000010", 500, "");
    private static final Map<String, String> SIZES =
            Map.of("binlog.000007", "9000", "binlog.000008", "1000", "binlog.000009", "2000", "binlog.000010", "500");

    @Test
    void withinTheLastFileItIsWhatFollows() {
        assertThat(BinlogBacklog.between(at("binlog.000010", 120), END, Map.of()))
                .hasValue(380);
    }

    @Test
    void overSeveralFilesTheirSizesCount() {
        assertThat(BinlogBacklog.between(at("binlog.000008", 400), END, SIZES)).hasValue(600 + 2_000 + 500);
    }

    @Test
    void nothingWaitsWhereThePlaceIsAheadOfTheAnswer() {
        assertThat(BinlogBacklog.between(at("binlog.000010", 501), END, Map.of()))
                .hasValue(0);
    }

    @Test
    void aFileThatTheServerDoesNotHaveTellsNothing() {
        assertThat(BinlogBacklog.between(at("binlog.000006", 400), END, SIZES)).isEmpty();
        assertThat(BinlogBacklog.between(at("unknown.000000", 0), END, SIZES)).isEmpty();
    }

    private static Position at(String file, long offset) {
        return new Position(GtidSet.NONE, file, offset);
    }
}
