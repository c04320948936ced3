package dev.rowcast.bench.polling;

import dev.rowcast.bench.polling.Write.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a shop writes: spells of 2.5 to 7.5 s in which customers come at random, and quiet ones of 7.5 to 22.5 s. A customer places
 * an order, which is updated 30 ms later when it is paid, or changes one, mostly a recent one, or cancels one, which deletes it.
 * The transactions of one order in sixteen stay open for 20 to 200 ms before their commit, as those do that ask somebody else.
 * The same seed makes the same plan.
 */
final class WritePlan {
    /** Of spells that are busy three are quiet. */
    private static final int SPELL_RATIO = 4;

    private static final double BUSY_SECONDS = 5;
    private static final double PAID_AFTER_SECONDS = 0.03;
    private static final double ORDERED = 0.30;
    private static final double CANCELLED = 0.15;
    /** An order is two writes. */
    private static final double WRITES_PER_CUSTOMER = 1 + ORDERED;

    private static final int RECENT = 20;
    private static final int SLOW_ORDERS = 16;
    private static final int OPEN_MILLIS_AT_LEAST = 20;
    private static final int OPEN_MILLIS_BELOW = 200;

    private final SplittableRandom random;
    private final List<Long> orders = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();
    private double seconds;
    private long nextOrder;

    private WritePlan(long seed, List<Long> orders, long nextOrder) {
        random = new SplittableRandom(seed);
        this.orders.addAll(orders);
        this.nextOrder = nextOrder;
    }

    /**
     * Plans so many writes a second on average over busy and quiet spells; in less than a minute more, for it begins busy.
     *
     * @param perSecond above 0
     * @param orders the ids that are there already
     * @param nextOrder where new ids begin
     */
    static List<Write> of(long seed, Duration duration, double perSecond, List<Long> orders, long nextOrder) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException(perSecond + " writes a second: there have to be some");
        }
        WritePlan plan = new WritePlan(seed, orders, nextOrder);
        double end = duration.toMillis() / 1_000.0;
        double customersPerSecond = perSecond * SPELL_RATIO / WRITES_PER_CUSTOMER;
        while (plan.seconds < end) {
            double busyUntil = Math.min(end, plan.seconds + plan.spell(BUSY_SECONDS));
            for (plan.pause(customersPerSecond); plan.seconds < busyUntil; plan.pause(customersPerSecond)) {
                plan.customer();
            }
            plan.seconds = busyUntil + plan.spell(BUSY_SECONDS * (SPELL_RATIO - 1));
        }
        return List.copyOf(plan.writes);
    }

    /** Whether the order's transactions stay open for a while. */
    static boolean isSlow(long order) {
        return order % SLOW_ORDERS == 0;
    }

    private double spell(double mean) {
        return mean * (0.5 + random.nextDouble());
    }

    /** Until the next customer, as they come independently of one another. */
    private void pause(double customersPerSecond) {
        seconds -= Math.log(1 - random.nextDouble()) / customersPerSecond;
    }

    private void customer() {
        double choice = random.nextDouble();
        if (choice < ORDERED || orders.isEmpty()) {
            long order = nextOrder++;
            orders.add(order);
            write(Kind.INSERT, order);
            seconds += PAID_AFTER_SECONDS;
            write(Kind.UPDATE, order);
        } else if (choice < ORDERED + CANCELLED) {
            write(Kind.DELETE, orders.remove(random.nextInt(orders.size())));
        } else {
            int among = random.nextBoolean() ? Math.min(RECENT, orders.size()) : orders.size();
            write(Kind.UPDATE, orders.get(orders.size() - 1 - random.nextInt(among)));
        }
    }

    private void write(Kind kind, long order) {
        int openMillis = isSlow(order) ? random.nextInt(OPEN_MILLIS_AT_LEAST, OPEN_MILLIS_BELOW) : 0;
        writes.add(new Write(
                writes.size() + 1,
                kind,
                order,
                Duration.ofMillis(Math.round(seconds * 1_000)),
                Duration.ofMillis(openMillis)));
    }
}
