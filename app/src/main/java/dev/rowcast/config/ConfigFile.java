package dev.rowcast.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads files that settings name: the configuration file (Java properties in UTF-8) and files that hold a secret. */
final class ConfigFile {
    private static final long SIZE_BYTES_MAX = 1 << 20;

    private ConfigFile() {}

    /** The file's settings; none, and a problem, if it can not be read. */
    static Map<String, String> read(Path file, String origin, List<Problem> problems) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(checkSize(file), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            problems.add(new Problem(
                    SettingsTable.CONFIG_FILE,
                    origin,
                    unreadable(file, e),
                    "a readable file of NAME=value lines, in UTF-8"));
            return Map.of();
        }
        Map<String, String> texts = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
        return texts;
    }

    /** The file's text without the line end that editors append. */
    static String readSecret(Path file) throws IOException {
        String text = Files.readString(checkSize(file), StandardCharsets.UTF_8);
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    static String unreadable(Path file, Exception cause) {
        return file + ", which can not be read (" + cause.getClass().getSimpleName() + ")";
    }

    static Path checkSize(Path file) throws IOException {
        if (Files.size(file) > SIZE_BYTES_MAX) {
            throw new IOException("larger than " + SIZE_BYTES_MAX + " bytes");
        }
        return file;
    }
}
