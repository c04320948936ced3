package dev.rowcast.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what someone may have meant by a name that does not exist. Letter case does not count. */
public final class NearMatch {
    private static final int SHORTEST_BEGINNING = 3;

    private NearMatch() {}

    /** The nearest of {@link #allOf}, else one that begins with the name; empty if there is none. */
    public static Optional<String> of(String name, Collection<String> known) {
        return allOf(name, known).stream().findFirst().or(() -> known.stream()
                .filter(candidate -> beginsWith(candidate, name))
                .findFirst());
    }

    /** {@code ; did you mean …?} with the nearest, to be put behind another text; empty if there is none. */
    public static String question(String name, Collection<String> known) {
        return of(name, known).map(match -> "; did you mean " + match + "?").orElse("");
    }

    /** The known names within a third of the name's length, nearest first. */
    public static List<String> allOf(String name, Collection<String> known) {
        int most = Math.max(1, name.length() / 3);
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= most)
                .sorted(Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static boolean beginsWith(String candidate, String name) {
        return name.length() >= SHORTEST_BEGINNING && candidate.regionMatches(true, 0, name, 0, name.length());
    }

    /** The number of letters to insert, delete, replace or swap with their neighbour (optimal string alignment). */
    static int distance(String one, String other) {
        String left = one.toLowerCase(Locale.ROOT);
        String right = other.toLowerCase(Locale.ROOT);
        int[][] edits = new int[left.length() + 1][right.length() + 1];
        Arrays.setAll(edits[0], column -> column);
        for (int row = 1; row <= left.length(); row++) {
            edits[row][0] = row;
            for (int column = 1; column <= right.length(); column++) {
                boolean same = left.charAt(row - 1) == right.charAt(column - 1);
                int best = edits[row - 1][column - 1] + (same ? 0 : 1);
                best = Math.min(best, Math.min(edits[row - 1][column], edits[row][column - 1]) + 1);
                if (isSwap(left, row, right, column)) {
                    best = Math.min(best, edits[row - 2][column - 2] + 1);
                }
                edits[row][column] = best;
            }
        }
        return edits[left.length()][right.length()];
    }

    private static boolean isSwap(String left, int row, String right, int column) {
        return row > 1
                && column > 1
                && left.charAt(row - 1) == right.charAt(column - 2)
                && left.charAt(row - 2) == right.charAt(column - 1);
    }
}
