package dev.rowcast.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant. */
final class NearMatch {
    private static final int LONGEST = 64;

    private NearMatch() {}

    /** The known name that is like the unknown one: part of it, or a few typing errors away. */
    static Optional<String> of(String unknown, Collection<String> known) {
        String name = unknown.toLowerCase(Locale.ROOT).replace('-', '_');
        if (name.length() < 2 || name.length() > LONGEST) {
            return Optional.empty();
        }
        return known.stream()
                .filter(candidate -> candidate.startsWith(name)
                        || candidate.replace("_", "").equals(name.replace("_", ""))
                        || distance(name, candidate) <= Math.max(1, candidate.length() / 4))
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /** Levenshtein's: how many characters must be put in, left out or replaced. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
