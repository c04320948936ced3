package dev.rowcast.relay;

/**
 * A position as the model knows it.
 *
 * @param history what the server was restored to, counted
 * @param mask of the numbers of the history's transactions that lie before the position
 */
record Reach(int history, long mask) {

    boolean includes(SimulatedTransaction transaction) {
        if (transaction.history != history) {
            return transaction.history < history;
        }
        return ((mask >>> transaction.number) & 1) == 1;
    }
}
