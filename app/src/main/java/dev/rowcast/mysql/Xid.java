package dev.rowcast.mysql;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An XA transaction's identifier; both parts in lower-case hexadecimal digits. */
record Xid(String global, String branch, long format) {
    /** Both servers write it so: MySQL's sql/xa.h, {@code serialize_xid}; MariaDB's sql/handler.h. */
    private static final Pattern DECISION = Pattern.compile(
            "XA (?:COMMIT|ROLLBACK) X'(\\p{XDigit}*)',X'(\\p{XDigit}*)',(\\d+)", Pattern.CASE_INSENSITIVE);

    /** The transaction that the statement commits or rolls back; empty if it does something else. */
    static Optional<Xid> decidedBy(String statement) {
        Matcher matcher = DECISION.matcher(statement);
        return matcher.lookingAt()
                ? Optional.of(new Xid(
                        matcher.group(1).toLowerCase(Locale.ROOT),
                        matcher.group(2).toLowerCase(Locale.ROOT),
                        Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    /** Format: MySQL's libs/mysql/binlog/event/control_events.h, class XA_prepare_event; behind the first byte. */
    static Xid read(Cursor cursor) {
        long format = cursor.littleEndian(4);
        int globalLength = (int) cursor.littleEndian(4);
        int branchLength = (int) cursor.littleEndian(4);
        HexFormat hex = HexFormat.of();
        return new Xid(hex.formatHex(cursor.bytes(globalLength)), hex.formatHex(cursor.bytes(branchLength)), format);
    }
}
