package dev.rowcast;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Rowcast's own version, as the build wrote it into the resources. */
public final class ProductVersion {
    private ProductVersion() {}

    /** Like {@code 0.1.0}. */
    public static String get() {
        Properties properties = new Properties();
        try (InputStream resource = ProductVersion.class.getResourceAsStream("version.properties")) {
            if (resource == null) {
                throw new IllegalStateException(
                        "version.properties is missing beside " + ProductVersion.class.getName());
            }
            properties.load(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "");
    }
}
