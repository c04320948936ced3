package dev.rowcast.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileReportTest {
    private static final Frame COPY = new Frame("java.util.Arrays", "copyOf");
    private static final Frame EVENT = new Frame("dev.rowcast.message.Payloads", "event");
    private static final Frame BATCH = new Frame("dev.rowcast.relay.Batch", "send");
    private static final Frame NETTY = new Frame("io.netty.channel.nio.NioEventLoop", "run");

    @Test
    void tellsWhereTimeGoes() {
        FlightProfile profile = new FlightProfile();
        profile.addRunning(List.of(COPY, EVENT, BATCH));
        profile.addRunning(List.of(COPY, EVENT, BATCH));
        profile.addRunning(List.of(NETTY));
        profile.addRunning(List.of(COPY));

        assertThat(report(profile))
                .startsWith("Measured here; 100 changes in 10 ms, 10,000 a second while the recorder ran.")
                .contains(
                        "| relay | 90.00 µs | 90 % |", "| netty | 10.00 µs | 10 % |", "| **all** | **100.00 µs** |  |")
                .contains("| Arrays.copyOf | 3 | 75 % |", "| NioEventLoop.run | 1 | 25 % |")
                .contains(
                        "| dev.rowcast.message | 2 | 50 % |",
                        "| io.netty.channel | 1 | 25 % |", "| (no caller outside the JDK) | 1 | 25 % |");
    }

    @Test
    void tellsWhatIsAllocatedForAChange() {
        FlightProfile profile = new FlightProfile();
        profile.addAllocation("[B", 7_500, List.of(COPY, EVENT));
        profile.addAllocation("[Ljava.lang.String;", 2_000, List.of(BATCH));
        profile.addAllocation("java.util.HashMap$Node", 500, List.of(BATCH));

        assertThat(report(profile))
                .contains("estimated from samples: 100 bytes for each change")
                .contains(
                        "| byte[] | 75 bytes | 75 % |",
                        "| String[] | 20 bytes | 20 % |", "| HashMap$Node | 5 bytes | 5 % |")
                .contains("| Payloads.event | 75 bytes | 75 % |", "| Batch.send | 25 bytes | 25 % |");
    }

    private static String report(FlightProfile profile) {
        Map<String, Duration> threads = new LinkedHashMap<>();
        threads.put("relay", Duration.ofMillis(9));
        threads.put("netty", Duration.ofMillis(1));
        return new ProfileReport("Measured here", 100, Duration.ofMillis(10), threads, profile).markdown();
    }
}
