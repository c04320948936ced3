package dev.rowcast.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.bench.profile.ThreadTimes.Used;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadTimesTest {
    @Test
    void readsWhatLinuxTells() {
        assertThat(Used.parse("42 (a) b (c) S 1 42 42 0 -1 4194368 10 0 0 0 120 35 0 0 20 0 30 0 100 0 0"))
                .isEqualTo(new Used("a) b (c", Duration.ofMillis(1_550)));
    }

    @Test
    void threadsOfOneRoleAreOne() {
        ThreadTimes before = new ThreadTimes(Map.of(1L, used("relay", 100), 2L, used("C2 CompilerThre", 50)));
        ThreadTimes after = new ThreadTimes(Map.of(
                1L, used("relay", 1_100),
                2L, used("C2 CompilerThre", 250),
                3L, used("C1 CompilerThre", 30),
                4L, used("GC Thread#0", 20),
                5L, used("idle", 0)));

        assertThat(after.since(before))
                .containsExactly(
                        Map.entry("relay", Duration.ofMillis(1_000)),
                        Map.entry("JIT compiler", Duration.ofMillis(230)),
                        Map.entry("garbage collection", Duration.ofMillis(20)));
    }

    @Test
    void threadsHaveRolesAndNamesWithoutNumbers() {
        assertThat(ThreadTimes.role("G1 Conc#0")).isEqualTo("garbage collection");
        assertThat(ThreadTimes.role("VM Thread")).isEqualTo("JVM, others");
        assertThat(ThreadTimes.role("rowcast-http-12")).isEqualTo("rowcast-http");
        assertThat(ThreadTimes.role("binlog-reader")).isEqualTo("binlog-reader");
    }

    @Test
    void hasTheThreadsOfThisProcess() throws IOException {
        assertThat(ThreadTimes.of(ProcessHandle.current().pid()).threads().values())
                .extracting(Used::name)
                .contains("VM Thread");
    }

    private static Used used(String name, long millis) {
        return new Used(name, Duration.ofMillis(millis));
    }
}
