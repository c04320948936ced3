package dev.rowcast.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JsonLogEncoderTest {
    private static final Logger LOGGER = new LoggerContext().getLogger("dev.rowcast.relay.Relay");

    @Test
    void tellsWhatWhenAndWhere() {
        JsonNode line = encoded("a \"quoted\"\nmessage", null, false);

        assertThat(line.fieldNames()).toIterable().containsExactly("timestamp", "level", "logger", "thread", "message");
        assertThat(line.get("timestamp").asText()).isEqualTo("2026-11-20T09:12:00.123Z");
        assertThat(line.get("level").asText()).isEqualTo("WARN");
        assertThat(line.get("logger").asText()).isEqualTo("dev.rowcast.relay.Relay");
        assertThat(line.get("thread").asText()).isEqualTo("relay");
        assertThat(line.get("message").asText()).isEqualTo("a \"quoted\"\nmessage");
    }

    @Test
    void stackTracesAreForThoseWhoAskForThem() {
        IOException failure = new IOException("odd");

        assertThat(encoded("x", failure, false).get("exception").asText()).isEqualTo("java.io.IOException: odd");
        assertThat(encoded("x", failure, true).get("exception").asText())
                .startsWith("java.io.IOException: odd")
                .contains("at dev.rowcast.cli.JsonLogEncoderTest");
        assertThat(encoded("x", new IOException(), false).get("exception").asText())
                .isEqualTo("java.io.IOException");
    }

    @Property
    void isOneLineOfJsonWhateverTheMessage(@ForAll String message) {
        String wellFormed = new String(message.getBytes(UTF_8), UTF_8);

        assertThat(encoded(message, null, false).get("message").asText()).isEqualTo(wellFormed);
    }

    private static JsonNode encoded(String message, @Nullable Throwable thrown, boolean stackTraces) {
        LoggingEvent event = new LoggingEvent("", LOGGER, Level.WARN, message, thrown, null);
        event.setThreadName("relay");
        event.setInstant(Instant.parse("2026-11-20T09:12:00.123456Z"));
        String line = new String(new JsonLogEncoder(stackTraces).encode(event), UTF_8);
        assertThat(line).endsWith("}\n").doesNotContain("\r");
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
