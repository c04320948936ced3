package dev.rowcast.examples.mirror;

import dev.rowcast.examples.follower.Change;
import org.jspecify.annotations.Nullable;

/**
 * What the mirror knows of one key.
 *
 * @param version of the last change that it took; as plain text, versions are in the order of changes
 */
record Known(String version, Kind kind) {
    /** What the version says of the row; by these names in the table. */
    enum Kind {
        /** The row was deleted by a change of this version: nothing older brings it back. */
        GONE,
        PRESENT,
        /**
         * The row was not among what is retained, so it was removed. Rowcast may yet tell of the very version that the row
         * had, where a broker had lost its last messages: then the row is back.
         */
        GHOST
    }

    /**
     * What is known after a change, null if the change tells nothing new.
     *
     * @param known null if nothing was
     */
    static @Nullable Known after(@Nullable Known known, Change change) {
        String version = change.version();
        if (version == null) {
            return known != null && known.kind == Kind.PRESENT ? known.asGhost() : null;
        }
        if (known != null) {
            int newer = version.compareTo(known.version);
            if (newer < 0 || (newer == 0 && known.kind != Kind.GHOST)) {
                return null;
            }
        }
        return new Known(version, isRow(change) ? Kind.PRESENT : Kind.GONE);
    }

    Known asGhost() {
        return new Known(version, Kind.GHOST);
    }

    private static boolean isRow(Change change) {
        return change instanceof Change.State || (change instanceof Change.Event event && event.after() != null);
    }
}
