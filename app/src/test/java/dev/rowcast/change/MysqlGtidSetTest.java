package dev.rowcast.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

final class MysqlGtidSetTest {
    private static final String A = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private static final String B = "4e11fa47-71ca-11e1-9e33-c80aa9429562";

    @Test
    void readsAndPrintsTheServersNotation() {
        assertThat(MysqlGtidSet.parse(B.toUpperCase(Locale.ROOT) + ":7,\n" + A + ":1-5:8-9"))
                .hasToString(A + ":1-5:8-9," + B + ":7");
        assertThat(MysqlGtidSet.parse("")).hasToString("");
    }

    @Test
    void keepsTagsApart() {
        MysqlGtidSet set = MysqlGtidSet.parse(A + ":1-3:nightly:1-2");

        assertThat(set.contains(A + ":3")).isTrue();
        assertThat(set.contains(A + ":nightly:2")).isTrue();
        assertThat(set.contains(A + ":nightly:3")).isFalse();
        assertThat(set.plus(A + ":nightly:3").contains(A + ":nightly:3")).isTrue();
        assertThat(MysqlGtidSet.parse(set.toString())).isEqualTo(set);
    }

    @Test
    void growsByOneTransactionAndClosesGaps() {
        MysqlGtidSet set = MysqlGtidSet.parse(A + ":1-5:7");

        assertThat(set.plus(A + ":6")).hasToString(A + ":1-7");
        assertThat(set.plus(A + ":6").plus(B + ":1")).hasToString(A + ":1-7," + B + ":1");
        assertThat(set.plus(A + ":3")).isEqualTo(set);
        assertThat(set).as("is immutable").hasToString(A + ":1-5:7");
    }

    @Test
    void tellsWhetherAllOfAnotherIsIn() {
        MysqlGtidSet set = MysqlGtidSet.parse(A + ":1-5:8," + B + ":1");

        assertThat(set.containsAll(MysqlGtidSet.parse(A + ":2-4:8"))).isTrue();
        assertThat(set.containsAll(MysqlGtidSet.parse(A + ":5-8"))).isFalse();
        assertThat(MysqlGtidSet.parse("").containsAll(set)).isFalse();
        assertThat(set.containsAll(MysqlGtidSet.parse(""))).isTrue();
    }

    @Test
    void countsWhatAnotherLacks() {
        MysqlGtidSet set = MysqlGtidSet.parse(A + ":1-5:8-10," + B + ":1");

        assertThat(set.countWithout(MysqlGtidSet.parse(A + ":4-8"))).isEqualTo(6);
        assertThat(set.countWithout(MysqlGtidSet.parse(""))).isEqualTo(9);
        assertThat(set.countWithout(set)).isZero();
        assertThat(set.countWithout(GtidSet.NONE)).isNull();
        MariadbGtidPosition position = MariadbGtidPosition.parse("0-1-100,1-2-5");
        assertThat(position.countWithout(MariadbGtidPosition.parse("0-3-90"))).isEqualTo(15);
        assertThat(position.countWithout(MariadbGtidPosition.parse("0-1-101")))
                .as("another history")
                .isNull();
    }

    @Test
    void tellsWhatAnotherLacks() {
        MysqlGtidSet set = MysqlGtidSet.parse(A + ":1-10:15:nightly:1-2," + B + ":4");

        assertThat(set.without(MysqlGtidSet.parse(""))).isEqualTo(set);
        assertThat(set.without(set)).hasToString("");
        assertThat(set.without(MysqlGtidSet.parse(A + ":1:4-6:10-20")))
                .hasToString(A + ":2-3:7-9," + A + ":nightly:1-2," + B + ":4");
        assertThat(set.without(MysqlGtidSet.parse(A + ":1-10:nightly:2-9," + B + ":1-3:5")))
                .hasToString(A + ":15," + A + ":nightly:1," + B + ":4");
    }

    @Test
    void refusesOtherText() {
        for (String text : new String[] {"x", A, A + ":", A + ":1-", "1-2-3"}) {
            assertThatThrownBy(() -> MysqlGtidSet.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not a GTID set");
        }
    }
}
