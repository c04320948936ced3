package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of settings: everything that flags, environment, configuration file and help know about it.
 *
 * @param name in the environment and in the configuration file
 * @param defaultText what holds where nothing is given; null for a setting that is then unset or derived
 * @param secret never shown; can also be given as the name of a file that holds it
 */
public record Setting<T>(
        String name, @Nullable String defaultText, Format<T> format, boolean secret, String description) {
    private static final String OWN_PREFIX = "ROWCAST_";
    private static final String FILE_SUFFIX = "_FILE";

    public Setting {
        requireNonNull(name, "name is null");
        requireNonNull(format, "format is null");
        requireNonNull(description, "description is null");
    }

    /** The command line's name: {@code MYSQL_HOST} is {@code --mysql-host}, {@code ROWCAST_TABLES} is {@code --tables}. */
    public String flag() {
        return flagOf(name);
    }

    /** The name under which a secret's file is given. */
    public String fileName() {
        return name + FILE_SUFFIX;
    }

    /** The flag under which a secret's file is given. */
    public String fileFlag() {
        return flagOf(fileName());
    }

    /** Whether the text is either true or false, so that the flag alone says true. */
    public boolean isSwitch() {
        return format.equals(Formats.SWITCH);
    }

    /** Which texts are allowed, for people. */
    public String allowed() {
        return format.allowed();
    }

    static String flagOf(String name) {
        String own = name.startsWith(OWN_PREFIX) ? name.substring(OWN_PREFIX.length()) : name;
        return "--" + own.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
