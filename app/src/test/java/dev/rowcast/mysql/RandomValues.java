package dev.rowcast.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random SQL literals, often at the edges of their types. A session without strict mode bends what does not fit. */
record RandomValues(Random random) {
    private static final List<String> ALPHABETS = List.of(
            "abcXYZ 019\"'\\/%_#+$,\t\n\u0001\u007f",
            "éüßÄœ€‚ƒ„…†‡ˆ‰Š‹ŒŽ¡¿÷ÿ",
            "ЖжЩщЪъЫыЭэЮюЯяЁё№",
            "αβγΔΩς",
            "日本語漢字仮名交文表ソ十能～−‖￥①㈱",
            "中文简体繁體裏碁銹恒墻",
            "한국어뷁갂똠",
            "אבגשת",
            "😀🚲𝔘𠜎\u200d️");

    /** So many bytes, in hexadecimal. */
    String bytes(int maxLength) {
        byte[] bytes = new byte[random.nextInt(maxLength + 1)];
        random.nextBytes(bytes);
        for (int i = bytes.length - 1; i >= 0 && random.nextInt(3) == 0; i--) {
            bytes[i] = 0;
        }
        return "x'" + HexFormat.of().formatHex(bytes) + "'";
    }

    String text(int maxLength) {
        return literal(plainText(maxLength));
    }

    /** A text as a literal that every session reads the same. */
    static String literal(String text) {
        return "_utf8mb4 x'" + HexFormat.of().formatHex(text.getBytes(UTF_8)) + "'";
    }

    String plainText(int maxLength) {
        int[] alphabet = oneOf(ALPHABETS).codePoints().toArray();
        return IntStream.range(0, random.nextInt(maxLength + 1))
                .map(i -> alphabet[random.nextInt(alphabet.length)])
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /** A whole number of up to so many bits, the far ends included. */
    String integer(int bits, boolean unsigned) {
        BigInteger range = BigInteger.ONE.shiftLeft(bits);
        BigInteger lowest = unsigned ? BigInteger.ZERO : range.shiftRight(1).negate();
        BigInteger number =
                switch (random.nextInt(6)) {
                    case 0 -> lowest;
                    case 1 -> lowest.add(range).subtract(BigInteger.ONE);
                    case 2 -> BigInteger.valueOf(random.nextInt(3) - (unsigned ? 0 : 1));
                    default -> new BigInteger(bits, random).add(lowest);
                };
        return number.toString();
    }

    String decimal(int precision, int scale) {
        String sign = random.nextInt(3) == 0 ? "-" : "";
        String integer = digits(random.nextInt(precision - scale + 1));
        return sign + "0" + integer + "." + digits(random.nextInt(scale + 1)) + "0";
    }

    private String digits(int count) {
        boolean zeros = random.nextInt(5) == 0;
        return IntStream.range(0, count)
                .mapToObj(i -> zeros ? "0" : Integer.toString(random.nextInt(10)))
                .collect(Collectors.joining());
    }

    String doubleNumber() {
        double number =
                switch (random.nextInt(5)) {
                    case 0 -> random.nextInt(2_000) - 1_000;
                    case 1 -> random.nextGaussian();
                    case 2 -> Math.pow(10, random.nextInt(40) - 20);
                    case 3 -> random.nextLong() / 1e3;
                    default -> Double.longBitsToDouble(random.nextLong());
                };
        return Double.isFinite(number) ? Double.toString(number) : "-0.0";
    }

    String floatNumber() {
        float number = random.nextBoolean() ? Float.intBitsToFloat(random.nextInt()) : (float) random.nextGaussian();
        return Float.isFinite(number) ? Float.toString(number) : "0";
    }

    /** A date, sometimes with a month or day of zero, or all of it. */
    String date() {
        return switch (random.nextInt(6)) {
            case 0 -> "0000-00-00";
            case 1 -> String.format("%04d-00-00", random.nextInt(9_999));
            case 2 -> oneOf(List.of("1000-01-01", "9999-12-31", "2024-02-29", "1999-11-00"));
            default ->
                String.format("%04d-%02d-%02d", random.nextInt(9_999), 1 + random.nextInt(12), 1 + random.nextInt(28));
        };
    }

    /** A time of day with a fraction of up to six digits. */
    String timeOfDay() {
        return String.format("%02d:%02d:%02d", random.nextInt(24), random.nextInt(60), random.nextInt(60)) + fraction();
    }

    String time() {
        return switch (random.nextInt(5)) {
            case 0 -> "-838:59:59";
            case 1 -> "838:59:59";
            case 2 -> "-00:00:00" + fraction();
            default ->
                (random.nextBoolean() ? "-" : "")
                        + String.format("%02d:%02d:%02d", random.nextInt(838), random.nextInt(60), random.nextInt(60))
                        + fraction();
        };
    }

    private String fraction() {
        return random.nextInt(4) == 0 ? "" : "." + digits(1 + random.nextInt(6));
    }

    /** Between the ends of what TIMESTAMP holds. */
    String timestamp() {
        return switch (random.nextInt(5)) {
            case 0 -> "0000-00-00 00:00:00";
            case 1 -> "1970-01-01 00:00:01";
            case 2 -> "2038-01-19 03:14:07";
            default ->
                String.format(
                        "%04d-%02d-%02d %s",
                        1971 + random.nextInt(66), 1 + random.nextInt(12), 1 + random.nextInt(28), timeOfDay());
        };
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
