package dev.rowcast.selection;

/** Names with wildcards: {@code *} stands for any run of characters, also none, and {@code ?} for one. Any thread. */
final class Glob {
    private static final char ANY = '*';
    private static final char ONE = '?';

    private Glob() {}

    static boolean isLiteral(String glob) {
        return glob.indexOf(ANY) < 0 && glob.indexOf(ONE) < 0;
    }

    /** Goes back to the last {@code *} alone, so that no glob takes longer than its length times the name's. */
    static boolean matches(String glob, String name) {
        int at = 0;
        int inName = 0;
        int afterAny = -1;
        int tried = 0;
        while (inName < name.length()) {
            if (at < glob.length() && glob.charAt(at) == ANY) {
                at++;
                afterAny = at;
                tried = inName;
            } else if (at < glob.length() && (glob.charAt(at) == ONE || glob.charAt(at) == name.charAt(inName))) {
                at++;
                inName++;
            } else if (afterAny >= 0) {
                at = afterAny;
                tried++;
                inName = tried;
            } else {
                return false;
            }
        }
        while (at < glob.length() && glob.charAt(at) == ANY) {
            at++;
        }
        return at == glob.length();
    }

    /** Whether there is a name that both match. */
    static boolean meet(String one, String other) {
        boolean[] reached = new boolean[other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            boolean[] before = reached;
            reached = new boolean[other.length() + 1];
            for (int j = 0; j <= other.length(); j++) {
                boolean start = i == 0 && j == 0;
                boolean oneIsEmpty = i > 0 && before[j] && one.charAt(i - 1) == ANY;
                boolean otherIsEmpty = j > 0 && reached[j - 1] && other.charAt(j - 1) == ANY;
                boolean same = i > 0 && j > 0 && meets(one.charAt(i - 1), other.charAt(j - 1), before, reached, j);
                reached[j] = start || oneIsEmpty || otherIsEmpty || same;
            }
        }
        return reached[other.length()];
    }

    /** Whether the last characters of both beginnings can stand for the same one. */
    private static boolean meets(char one, char other, boolean[] before, boolean[] reached, int j) {
        if (one == ANY) {
            return other != ANY && reached[j - 1];
        }
        if (other == ANY) {
            return before[j];
        }
        return before[j - 1] && (one == ONE || other == ONE || one == other);
    }
}
