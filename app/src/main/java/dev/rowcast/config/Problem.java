package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * Something that is wrong with the settings.
 *
 * @param setting its name as it was given
 * @param origin where it was given
 * @param found what stands there, without secrets
 * @param allowed what may stand there, or what to do instead
 */
public record Problem(String setting, String origin, String found, String allowed) {
    /** A password may contain slashes and colons, so everything before the last at sign counts as one. */
    private static final Pattern CREDENTIALS = Pattern.compile(".*@", Pattern.DOTALL);

    private static final int FOUND_LENGTH_MAX = 200;

    public Problem {
        requireNonNull(setting, "setting is null");
        requireNonNull(origin, "origin is null");
        requireNonNull(allowed, "allowed is null");
        requireNonNull(found, "found is null");
    }

    /** A problem with a setting's text. Shows the text in quotes, on one line, without what may be credentials in a URL. */
    static Problem withText(Setting<?> setting, String origin, String text, String allowed) {
        String shown = setting.secret()
                ? Secret.MASK
                : onOneLine(CREDENTIALS.matcher(text).replaceFirst(Secret.MASK + "@"));
        return new Problem(setting.name(), origin, '"' + shown + '"', allowed);
    }

    @Override
    public String toString() {
        return setting + " (" + origin + "): found " + found + "; allowed: " + allowed;
    }

    private static String onOneLine(String text) {
        String line = text.codePoints()
                .map(letter -> Character.isISOControl(letter) ? '?' : letter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.length() <= FOUND_LENGTH_MAX ? line : line.substring(0, FOUND_LENGTH_MAX) + "…";
    }
}
