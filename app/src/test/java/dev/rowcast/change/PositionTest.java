package dev.rowcast.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PositionTest {
    private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

    @Test
    void includesByGtidWhereTheServerHasThem() {
        Position position = new Position(MysqlGtidSet.parse(UUID + ":1-5"), "binlog.000002", 4);

        assertThat(position.includes(source(UUID + ":5", "binlog.000009", 900))).isTrue();
        assertThat(position.includes(source(UUID + ":6", "binlog.000001", 4))).isFalse();
    }

    @Test
    void includesByFileAndOffsetElsewhere() {
        Position position = new Position(MariadbGtidPosition.parse("0-1-100"), "mysql-bin.000010", 500);

        assertThat(position.includes(source("0-1-100", "mysql-bin.000010", 499)))
                .isTrue();
        assertThat(position.includes(source("0-1-101", "mysql-bin.000010", 500)))
                .isFalse();
        assertThat(position.includes(source("0-1-3", "mysql-bin.000009", 9_000)))
                .isTrue();
        assertThat(new Position(GtidSet.NONE, "b.1000000", 4).includes(source(null, "b.999999", 77)))
                .as("numbers are compared, not texts")
                .isTrue();
    }

    @Test
    void onAnotherServerFilesTellNothing() {
        Position here = new Position(MysqlGtidSet.parse(UUID + ":1-5"), "binlog.000009", 900);
        Position next = new Position(MysqlGtidSet.parse(UUID + ":1-6"), "binlog.000001", 700);

        assertThat(here.hasReached(next)).isTrue();
        assertThat(here.onAnotherServer().hasReached(next)).isFalse();
        assertThat(here.onAnotherServer().gtids()).isEqualTo(here.gtids());
    }

    @Test
    void readsFromTheOldestUndecidedTransactionOn() {
        Position.Place start = new Position.Place("binlog.000003", 700);
        Position position = new Position(GtidSet.NONE, "binlog.000004", 900, start);

        assertThat(position.readFrom()).isEqualTo(start);
        assertThat(position.includes(source(null, "binlog.000003", 700))).isTrue();
        assertThat(new Position(GtidSet.NONE, "binlog.000004", 900).readFrom())
                .isEqualTo(new Position.Place("binlog.000004", 900));
    }

    @Test
    void mariadbKeepsTheLastTransactionOfEachDomain() {
        GtidSet position = MariadbGtidPosition.parse("1-7-3,0-1-100").plus("0-2-101");

        assertThat(position).hasToString("0-2-101,1-7-3");
        assertThat(MariadbGtidPosition.parse("")).hasToString("");
        assertThatThrownBy(() -> MariadbGtidPosition.parse("0-1")).hasMessageContaining("not a MariaDB GTID");
    }

    private static Source source(@Nullable String gtid, String file, long offset) {
        return new Source("server", gtid, file, offset, 1, Instant.EPOCH);
    }
}
