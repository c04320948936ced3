package dev.rowcast.message;

import dev.rowcast.change.BinlogFile;
import dev.rowcast.change.Position;
import dev.rowcast.change.Source;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The order of changes as text: plain string order is commit order, and a change that is sent again has the version it had
 * before. Four hexadecimal numbers of fixed width: epoch (milliseconds since 1970), binlog file number, the transaction's
 * offset in it, the change's ordinal in the transaction.
 */
public final class Version {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();
    private static final int EPOCH_DIGITS = 12;
    private static final int FILE_DIGITS = 8;
    private static final int OFFSET_DIGITS = 10;
    private static final int ROW_DIGITS = 8;

    private static final Pattern TEXT = Pattern.compile("[0-9a-f]{" + EPOCH_DIGITS + "}-[0-9a-f]{" + FILE_DIGITS
            + "}-[0-9a-f]{" + OFFSET_DIGITS + "}-[0-9a-f]{" + ROW_DIGITS + "}");

    private Version() {}

    /** Whether the text has a version's form. */
    public static boolean isVersion(String text) {
        return TEXT.matcher(text).matches();
    }

    /** Whether a version is of a later history than another: one that began after it. */
    public static boolean isOfLaterEpoch(String version, String other) {
        return version.substring(0, EPOCH_DIGITS).compareTo(other.substring(0, EPOCH_DIGITS)) > 0;
    }

    /** The version of a change. */
    public static String of(Instant epoch, Source source) {
        return format(epoch, source.file(), source.offset(), source.row());
    }

    /** The version of a row as a view of this position shows it: below every change that comes after the position. */
    public static String of(Instant epoch, Position position) {
        return format(epoch, position.file(), position.offset(), 0);
    }

    private static String format(Instant epoch, String file, long offset, long row) {
        StringBuilder text = new StringBuilder(EPOCH_DIGITS + FILE_DIGITS + OFFSET_DIGITS + ROW_DIGITS + 3);
        append(text, epoch.toEpochMilli(), EPOCH_DIGITS);
        append(text.append('-'), BinlogFile.number(file), FILE_DIGITS);
        append(text.append('-'), offset, OFFSET_DIGITS);
        append(text.append('-'), row, ROW_DIGITS);
        return text.toString();
    }

    private static void append(StringBuilder text, long number, int digits) {
        if (number < 0 || number >>> (4 * digits) != 0) {
            throw new IllegalArgumentException(number + " does not fit " + digits + " hexadecimal digits");
        }
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            text.append(DIGITS[(int) (number >>> shift) & 0xf]);
        }
    }
}
