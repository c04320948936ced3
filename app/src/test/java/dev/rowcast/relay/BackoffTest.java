package dev.rowcast.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMillis(500);

    private final Backoff backoff = new Backoff(new Random(7), FIRST, LONGEST);

    @Test
    void waitsTwiceAsLongAfterEachFailureWithinBounds() {
        for (long most : new long[] {100, 200, 400, 500, 500}) {
            assertThat(backoff.next().toMillis()).isBetween(most / 2, most);
        }
    }

    @Test
    void beginsAnewAfterASuccess() {
        Stream.generate(backoff::next).limit(10).forEach(wait -> assertThat(wait)
                .isLessThanOrEqualTo(LONGEST));

        backoff.reset();

        assertThat(backoff.next()).isBetween(FIRST.dividedBy(2), FIRST);
    }

    @Test
    void doesNotWaitAlikeWithTwo() {
        Backoff other = new Backoff(new Random(8), FIRST, LONGEST);

        assertThat(Stream.generate(backoff::next).limit(10).toList())
                .isNotEqualTo(Stream.generate(other::next).limit(10).toList());
    }
}
