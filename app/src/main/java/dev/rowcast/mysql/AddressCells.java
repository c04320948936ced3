package dev.rowcast.mysql;

import dev.rowcast.change.Value;
import java.util.Arrays;

/**
 * Prints what MariaDB's UUID, INET6 and INET4 hold, as the server does. In the binlog they look like BINARY. Formats:
 * MariaDB's plugin/type_uuid/sql_type_uuid.h and plugin/type_inet/sql_type_inet.cc. One thread.
 */
final class AddressCells {
    private static final int WORDS = 8;
    private static final int IPV4_WORD = 6;
    private static final int MAPPED = 0xffff;

    private final AsciiText text;

    AddressCells(AsciiText text) {
        this.text = text;
    }

    /** The number of bytes that a value of the type has; 0 if it is none of these types. */
    static int width(String typeName) {
        return switch (typeName) {
            case "uuid", "inet6" -> 16;
            case "inet4" -> 4;
            default -> 0;
        };
    }

    /** @param bytes of the type's width; trailing zeros may be missing */
    Value value(String typeName, byte[] bytes) {
        byte[] whole = Arrays.copyOf(bytes, width(typeName));
        text.begin();
        switch (typeName) {
            case "uuid" -> appendUuid(whole);
            case "inet6" -> appendInet6(whole);
            default -> appendInet4(whole, 0);
        }
        return text.finish();
    }

    private void appendUuid(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                text.append('-');
            }
            text.appendHexByte(bytes[i]);
        }
    }

    private void appendInet4(byte[] bytes, int start) {
        for (int i = start; i < bytes.length; i++) {
            if (i > start) {
                text.append('.');
            }
            text.append(bytes[i] & 0xff, 1);
        }
    }

    /** The first of the longest runs of zeros is left out, even a single one. */
    private void appendInet6(byte[] bytes) {
        int[] words = new int[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
        }
        Gap gap = Gap.in(words);
        for (int i = 0; i < WORDS; i++) {
            if (i == gap.start) {
                text.append(':');
                if (i == 0) {
                    text.append(':');
                }
                i += gap.length - 1;
            } else if (i == IPV4_WORD && gap.holdsIpv4(words)) {
                appendInet4(bytes, 2 * IPV4_WORD);
                return;
            } else {
                text.appendHex(words[i]);
                if (i + 1 < WORDS) {
                    text.append(':');
                }
            }
        }
    }

    private record Gap(int start, int length) {

        static Gap in(int[] words) {
            Gap longest = new Gap(-1, 0);
            int run = 0;
            for (int i = 0; i < words.length; i++) {
                run = words[i] == 0 ? run + 1 : 0;
                if (run > longest.length) {
                    longest = new Gap(i - run + 1, run);
                }
            }
            return longest;
        }

        boolean holdsIpv4(int[] words) {
            return start == 0 && (length == IPV4_WORD || (length == IPV4_WORD - 1 && words[length] == MAPPED));
        }
    }
}
