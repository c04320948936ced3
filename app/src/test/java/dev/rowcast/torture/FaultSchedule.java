package dev.rowcast.torture;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Faults without end, the same for the same seed. Each kind comes once before any comes again, as cards are dealt; Rowcast is
 * killed first.
 */
final class FaultSchedule {
    private static final int MOST_PAUSE_MILLIS = 1200;

    private final BrokerKind broker;
    private final Random random;
    private final Deque<FaultKind> deck = new ArrayDeque<>();

    FaultSchedule(BrokerKind broker, long seed) {
        this.broker = broker;
        this.random = new Random(seed);
        shuffle();
        deck.remove(FaultKind.KILL_ROWCAST);
        deck.addFirst(FaultKind.KILL_ROWCAST);
    }

    Fault next() {
        if (deck.isEmpty()) {
            shuffle();
        }
        FaultKind kind = deck.remove();
        Duration pause = upTo(0, MOST_PAUSE_MILLIS);
        Duration duration = upTo(kind.leastMillis(), kind.mostMillis());
        boolean kill = random.nextBoolean();
        int victim = random.nextInt(broker.rowcasts());
        return new Fault(kind, pause, duration, victim, kill && kind.leavesTimeForAKill());
    }

    private void shuffle() {
        List<FaultKind> kinds = Arrays.stream(FaultKind.values())
                .filter(kind -> kind.isOf(broker))
                .collect(Collectors.toList());
        Collections.shuffle(kinds, random);
        deck.addAll(kinds);
    }

    private Duration upTo(int leastMillis, int mostMillis) {
        return Duration.ofMillis(leastMillis + random.nextInt(mostMillis - leastMillis + 1));
    }
}
