package dev.rowcast.relay;

import dev.rowcast.relay.SimulatedServer.Kind;

/** How likely each {@link Happening} is in a schedule. Most kinds of faults are left out of most schedules. */
final class Weights {
    private static final Happening[] HAPPENINGS = Happening.values();

    private final int[] weights = new int[HAPPENINGS.length];
    private final int total;

    private Weights(Chance chance, Kind kind, boolean externalBroker, int nothing, int rareButUsual) {
        int sum = 0;
        for (int i = 0; i < HAPPENINGS.length; i++) {
            weights[i] = weight(HAPPENINGS[i], chance, kind, externalBroker, nothing, rareButUsual);
            sum += weights[i];
        }
        total = sum;
    }

    /** In fewer steps, more of them. */
    static Weights small(Chance chance, Kind kind, boolean externalBroker) {
        return new Weights(chance, kind, externalBroker, 200, 20);
    }

    static Weights large(Chance chance, Kind kind, boolean externalBroker) {
        return new Weights(chance, kind, externalBroker, 300, 10);
    }

    private static int weight(
            Happening happening, Chance chance, Kind kind, boolean externalBroker, int nothing, int rareButUsual) {
        return switch (happening) {
            case NOTHING -> nothing;
            case COMMIT -> chance.between(40, 200);
            case SHOW, EXECUTE, TAKE, ACKNOWLEDGE -> chance.between(20, 200);
            case ROTATE, RESYNC -> chance.oneIn(3) ? rareButUsual : 0;
            case CRASH, STOP, SERVER_CUT, SERVER_RESTART, PURGE, BROKER_CUT ->
                chance.oneIn(4) ? chance.between(5, 30) : 0;
            case RESTORE, BROKER_MUTE -> chance.oneIn(8) ? 5 : 0;
            case FAILOVER -> kind == Kind.MYSQL_WITH_GTIDS && chance.oneIn(8) ? 10 : 0;
            case BROKER_FORGETS -> externalBroker && chance.oneIn(6) ? 10 : 0;
            case DISK_FULL -> !externalBroker && chance.oneIn(6) ? 20 : 0;
        };
    }

    Happening draw(Chance chance) {
        int drawn = chance.below(total);
        for (int i = 0; i < weights.length; i++) {
            drawn -= weights[i];
            if (drawn < 0) {
                return HAPPENINGS[i];
            }
        }
        return Happening.NOTHING;
    }
}
