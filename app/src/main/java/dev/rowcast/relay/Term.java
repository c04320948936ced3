package dev.rowcast.relay;

/** A time in which this Rowcast leads: no other of its name publishes. */
public interface Term extends AutoCloseable {
    /** Of an election that nobody contends in. */
    Term ENDLESS = new Term() {
        @Override
        public boolean isHeld() {
            return true;
        }

        @Override
        public void confirm() {}

        @Override
        public void close() {}
    };

    /** Whether it lasts. Costs nothing; false before another can lead. Any thread. */
    boolean isHeld();

    /**
     * Asks whether it lasts, and returns if it did after the question was asked.
     *
     * @throws SourceUnavailableException if it does not, or nobody answers
     */
    void confirm() throws SourceUnavailableException, MisconfiguredException;

    /** Ends it, so that another may lead at once. Never throws. */
    @Override
    void close();
}
