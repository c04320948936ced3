package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ValueCounterTest {
    @Test
    void readsLabelsAsTypesAreWorded() {
        Map<String, Long> rows = new LinkedHashMap<>();
        ValueCounter.labels("enum('pending','it''s','','a,b','\\\\','line\\n','ü)')", rows);

        assertThat(rows.keySet()).containsExactly("pending", "it's", "", "a,b", "\\", "line\n", "ü)");
        assertThat(rows.values()).containsOnly(0L);
    }
}
