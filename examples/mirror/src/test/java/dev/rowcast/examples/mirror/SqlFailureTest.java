package dev.rowcast.examples.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

final class SqlFailureTest {
    @Test
    void whatMayGoBetterLaterIsTriedAgain() {
        assertThat(SqlFailure.isPassing(new SQLException("Communications link failure", "08S01")))
                .isTrue();
        assertThat(SqlFailure.isPassing(new SQLTransientConnectionException("no connection")))
                .isTrue();
        assertThat(SqlFailure.isPassing(new BatchUpdateException("Deadlock found", "40001", 1213, new int[0])))
                .isTrue();
        assertThat(SqlFailure.isPassing(new SQLException("Lock wait timeout exceeded", "HY000", 1205)))
                .isTrue();
    }

    @Test
    void whatWillBeRefusedAgainIsNot() {
        assertThat(SqlFailure.isPassing(new SQLException("Access denied", "28000", 1045)))
                .isFalse();
        assertThat(SqlFailure.isPassing(new BatchUpdateException("Out of range value", "22001", 1264, new int[0])))
                .isFalse();
        assertThat(SqlFailure.isPassing(new SQLException("no state"))).isFalse();
    }
}
