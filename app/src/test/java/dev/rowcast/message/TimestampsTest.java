package dev.rowcast.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TimestampsTest {
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    @Test
    void hasSixDigitsOfTheSecondAlways() {
        assertThat(Timestamps.microseconds(Instant.parse("2026-11-20T09:12:00Z")))
                .isEqualTo("2026-11-20T09:12:00.000000Z");
        assertThat(Timestamps.microseconds(Instant.parse("2026-11-20T09:12:00.1Z")))
                .isEqualTo("2026-11-20T09:12:00.100000Z");
    }

    @Test
    void cutsOffWhatIsBelowAMicrosecond() {
        assertThat(Timestamps.microseconds(Instant.parse("1999-12-31T23:59:59.999999999Z")))
                .isEqualTo("1999-12-31T23:59:59.999999Z");
    }

    @Test
    void isWhatTheFormatterOfTheJdkWrites() {
        long first = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
        long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            Instant instant = Instant.ofEpochSecond(random.nextLong(first, last + 1), random.nextInt(1_000_000_000));
            assertThat(Timestamps.microseconds(instant)).isEqualTo(MICROSECONDS.format(instant));
        }
    }

    @Test
    void refusesYearsThatHaveNotFourDigits() {
        Instant beyond = Instant.parse("+10000-01-01T00:00:00Z");
        assertThatIllegalArgumentException().isThrownBy(() -> Timestamps.microseconds(beyond));
    }
}
