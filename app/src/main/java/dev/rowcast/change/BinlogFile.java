package dev.rowcast.change;

/** Binlog file names: a base name, a dot, and a number that grows by one with each file. */
public final class BinlogFile {
    private BinlogFile() {}

    /**
     * The file's number: 42 for {@code binlog.000042}.
     *
     * @throws IllegalArgumentException if the name does not end in a dot and digits
     */
    public static long number(String file) {
        int dot = file.lastIndexOf('.');
        try {
            return Long.parseLong(file.substring(dot + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a binlog file name: '" + file + "'", e);
        }
    }

    static int compare(String file, long offset, String otherFile, long otherOffset) {
        int byFile = Long.compare(number(file), number(otherFile));
        return byFile != 0 ? byFile : Long.compare(offset, otherOffset);
    }
}
