package dev.rowcast.mysql;

/** The codes of four bytes in GB 18030, the only set that has them. They are numbered, and follow each other. */
final class Gb18030 {
    /** How many of them stand for characters of Unicode's basic plane, in no simple order. */
    static final int BASIC_PLANE_CODES = 39_420;
    /** SQL for the code of number {@code n}: ten values for the last byte, 126 for the third, ten for the second. */
    static final String NTH_CODE =
            "0x81308130 + n % 10 + (n DIV 10 % 126) * 0x100 + (n DIV 1260 % 10) * 0x10000 + (n DIV 12600) * 0x1000000";

    private static final int[] LOWEST = {0x81, 0x30, 0x81, 0x30};
    private static final int[] VALUES = {126, 10, 126, 10};
    /** The number of 0x90308130, from which on the codes stand for the other planes' characters, one by one. */
    private static final int FIRST_SUPPLEMENTARY = (0x90 - 0x81) * 12_600;

    private Gb18030() {}

    /** The character beyond the basic plane that a code stands for; negative if it stands for none. */
    static int supplementary(int code) {
        int number = 0;
        for (int i = 0; i < LOWEST.length; i++) {
            int value = ((code >>> (8 * (3 - i))) & 0xff) - LOWEST[i];
            if (value < 0 || value >= VALUES[i]) {
                return -1;
            }
            number = number * VALUES[i] + value;
        }
        int character = number - FIRST_SUPPLEMENTARY + Character.MIN_SUPPLEMENTARY_CODE_POINT;
        return Character.isSupplementaryCodePoint(character) ? character : -1;
    }
}
