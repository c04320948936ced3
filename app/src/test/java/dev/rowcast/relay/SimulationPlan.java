package dev.rowcast.relay;

import dev.rowcast.relay.SimulatedServer.Kind;

/**
 * What a seed's schedule is made of.
 *
 * @param externalBroker the checkpoint is retained on the broker; otherwise it is a file, and the broker dies with the process
 * @param showsInOrder transactions become visible in the binlog's order
 * @param executesInOrder and are counted as executed in this order
 * @param moments how many steps of the relay faults may strike at
 * @param mostMillis by how much time goes on at a step at most
 */
record SimulationPlan(
        Kind kind,
        boolean externalBroker,
        int tables,
        int keys,
        int transactions,
        int chunkRows,
        int maxInFlight,
        boolean showsInOrder,
        boolean executesInOrder,
        int moments,
        int mostFaults,
        int mostMillis,
        Weights weights) {
    private static final Kind[] KINDS = Kind.values();
    private static final int[] STEPS_IN_MILLIS = {1, 20, 100, 300};
    private static final int[] SMALL_STEPS_IN_MILLIS = {1, 10, 50, 250};

    /** How much there is in a schedule. What goes wrong does so with few rows and steps, mostly, and is found there soonest. */
    enum Size {
        SMALL,
        LARGE;

        private static final int SEEDS_FOR_A_LARGE_ONE = 8;

        static Size of(long seed) {
            return seed % SEEDS_FOR_A_LARGE_ONE == 0 ? LARGE : SMALL;
        }
    }

    static SimulationPlan draw(Size size, Chance chance) {
        return switch (size) {
            case SMALL -> small(chance);
            case LARGE -> large(chance);
        };
    }

    private static SimulationPlan small(Chance chance) {
        Kind kind = chance.oneIn(4) ? Kind.MYSQL_WITH_GTIDS : KINDS[chance.below(KINDS.length)];
        boolean external = chance.oneIn(2);
        boolean inOrder = kind != Kind.MYSQL_WITH_GTIDS || chance.oneIn(2);
        return new SimulationPlan(
                kind,
                external,
                chance.oneIn(8) ? 2 : 1,
                chance.between(2, 5),
                chance.between(3, 9),
                chance.oneIn(4) ? chance.between(1, 3) : 1,
                chance.oneIn(3) ? chance.between(1, 3) : 100,
                inOrder,
                inOrder && chance.oneIn(2),
                chance.between(20, 80),
                chance.below(5),
                SMALL_STEPS_IN_MILLIS[chance.below(SMALL_STEPS_IN_MILLIS.length)],
                Weights.small(chance, kind, external));
    }

    private static SimulationPlan large(Chance chance) {
        Kind kind = KINDS[chance.below(KINDS.length)];
        boolean external = chance.oneIn(2);
        boolean inOrder = kind != Kind.MYSQL_WITH_GTIDS || chance.oneIn(2);
        return new SimulationPlan(
                kind,
                external,
                chance.between(1, 2),
                chance.between(1, 6),
                chance.between(3, 15),
                chance.between(1, 3),
                chance.oneIn(3) ? chance.between(1, 3) : 100,
                inOrder,
                inOrder && chance.oneIn(2),
                chance.between(20, 150),
                chance.below(5),
                STEPS_IN_MILLIS[chance.below(STEPS_IN_MILLIS.length)],
                Weights.large(chance, kind, external));
    }

    @Override
    public String toString() {
        return kind + (externalBroker ? ", external broker, " : ", embedded broker, ") + tables + " tables, " + keys
                + " keys, " + chunkRows + " rows in a chunk, " + maxInFlight + " in flight, shows "
                + (showsInOrder ? "in order" : "in any order");
    }
}
