package dev.rowcast.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.change.GtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.change.Source;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class VersionTest {
    private static final Instant EPOCH = Instant.parse("2026-11-20T09:12:00Z");

    @Test
    void hasFourHexadecimalParts() {
        assertThat(Version.of(EPOCH, new Source("s", null, "binlog.000042", 15822, 3, EPOCH)))
                .isEqualTo("019a9fa6f900-0000002a-0000003dce-00000003".replace("019a9fa6f900", epochDigits()));
    }

    @Test
    void sortsAsTextByEpochThenFileThenOffsetThenRow() {
        List<String> versions = List.of(
                version(EPOCH, "b.9", 5000, 9),
                version(EPOCH, "b.10", 4, 1),
                version(EPOCH, "b.10", 4, 2),
                version(EPOCH, "b.10", 5, 1),
                version(EPOCH.plusMillis(1), "b.1", 4, 1));

        assertThat(versions).isSorted();
    }

    @Test
    void aSnapshotRowIsBelowTheFirstChangeAfterItsPosition() {
        String row = Version.of(EPOCH, new Position(GtidSet.NONE, "b.10", 500));

        assertThat(version(EPOCH, "b.10", 499, 99)).isLessThan(row);
        assertThat(version(EPOCH, "b.10", 500, 1)).isGreaterThan(row);
    }

    @Property
    void textOrderIsNumberOrder(
            @ForAll @LongRange(max = 0xff_ffff_ffffL) long one, @ForAll @LongRange(max = 0xff_ffff_ffffL) long other) {
        assertThat(Integer.signum(version(EPOCH, "b.1", one, 1).compareTo(version(EPOCH, "b.1", other, 1))))
                .isEqualTo(Long.compare(one, other));
    }

    @Test
    void refusesWhatWouldBreakTheOrder() {
        assertThatThrownBy(() -> version(EPOCH, "b.1", 1L << 40, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> version(EPOCH, "binlog", 4, 1)).hasMessageContaining("not a binlog file name");
    }

    private static String version(Instant epoch, String file, long offset, long row) {
        return Version.of(epoch, new Source("s", null, file, offset, row, epoch));
    }

    private static String epochDigits() {
        return "%012x".formatted(EPOCH.toEpochMilli());
    }
}
