package dev.rowcast.examples.assistant.ask;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The model, behind an endpoint of the common chat-completions form.
 *
 * @param url of the endpoint, up to {@code /chat/completions}
 * @param name of the model
 * @param key for {@code Authorization: Bearer}; null where none is wanted
 * @param timeout of one answer of the model
 */
public record ModelSettings(URI url, String name, @Nullable String key, Duration timeout) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /** @throws IllegalArgumentException if the URL is none, or the key would travel in the open */
    public ModelSettings {
        boolean encrypted = "https".equals(url.getScheme());
        if ((!encrypted && !"http".equals(url.getScheme())) || url.getHost() == null) {
            throw new IllegalArgumentException("MODEL_URL is '" + url + "': give http(s)://host/…/chat/completions");
        }
        if (key != null && !encrypted && !LOOPBACK.contains(url.getHost())) {
            throw new IllegalArgumentException(
                    "MODEL_KEY would travel unencrypted to " + url.getHost() + ": give an https URL");
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return name + " at " + url;
    }
}
