package dev.rowcast.change;

import org.jspecify.annotations.Nullable;

/** An immutable set of executed transactions, in the notation of the server it belongs to. */
public sealed interface GtidSet permits GtidSet.None, MysqlGtidSet, MariadbGtidPosition {

    /** Of a server that writes no GTIDs. */
    GtidSet NONE = None.NONE;

    /** This set and one more transaction. */
    GtidSet plus(String gtid);

    /** How many transactions are in this set and not in the other; null where the notations do not tell. */
    @Nullable
    Long countWithout(GtidSet other);

    /** The server's own notation; empty for {@link #NONE}. */
    @Override
    String toString();

    /** The set of a server without GTIDs: always empty, also after additions. */
    enum None implements GtidSet {
        NONE;

        @Override
        public GtidSet plus(String gtid) {
            return this;
        }

        @Override
        public @Nullable Long countWithout(GtidSet other) {
            return null;
        }

        @Override
        public String toString() {
            return "";
        }
    }
}
