package dev.rowcast.mysql;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Position;
import dev.rowcast.change.Row;
import dev.rowcast.change.Value;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingTables;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values beyond one packet of the protocol, which holds 16 MB. */
final class LargeValuesIT {
    private static final int MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void valuesOfManyPacketsAreWhole(TestingFlavour flavour) throws Exception {
        try (TestingDatabase database = flavour.fresh("--max-allowed-packet=256M");
                WatchedTable table = WatchedTable.create(database, "id INT PRIMARY KEY, b LONGBLOB")) {
            Position before = table.position();
            // On both sides of the packet's size, and 64 MiB.
            List<Integer> sizes = List.of(16 * MEBIBYTE - 100, 16 * MEBIBYTE - 30, 16 * MEBIBYTE + 1, 64 * MEBIBYTE);
            for (int id = 0; id < sizes.size(); id++) {
                table.insert(id + ", RIGHT(REPEAT(x'00010203040506', " + (sizes.get(id) / 7 + 1) + "), " + sizes.get(id)
                        + ")");
            }

            List<byte[]> streamed = new ArrayList<>();
            table.changes(before, sizes.size()).forEach(change -> streamed.add(bytes(change.after())));

            assertThat(streamed).extracting(bytes -> bytes.length).isEqualTo(sizes);
            List<byte[]> shown = new ArrayList<>();
            TestingTables.rows(table.source(), table.id()).forEach(row -> shown.add(bytes(row.row())));
            for (int id = 0; id < sizes.size(); id++) {
                assertThat(shown.get(id)).isEqualTo(streamed.get(id));
                assertThat(streamed.get(id)[sizes.get(id) - 8]).isEqualTo((byte) 6);
            }
        }
    }

    private static byte[] bytes(@Nullable Row row) {
        return ((Value.Bytes) requireNonNull(row).values().get(1)).value();
    }
}
