package dev.rowcast.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Each event of the log as a JSON object in a line of its own: {@code timestamp} (UTC), {@code level}, {@code logger}, {@code
 * thread}, {@code message}, and {@code exception} where there is one. Valid whatever the message holds: half a surrogate pair
 * becomes a question mark. Any thread.
 */
final class JsonLogEncoder extends EncoderBase<ILoggingEvent> {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final boolean stackTraces;

    /** @param stackTraces whether to tell where an exception was thrown, besides what it is */
    JsonLogEncoder(boolean stackTraces) {
        this.stackTraces = stackTraces;
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringWriter line = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(line)) {
            generator.writeStartObject();
            generator.writeStringField("timestamp", MILLISECONDS.format(event.getInstant()));
            generator.writeStringField("level", event.getLevel().toString());
            generator.writeStringField("logger", event.getLoggerName());
            generator.writeStringField("thread", event.getThreadName());
            generator.writeStringField("message", event.getFormattedMessage());
            IThrowableProxy thrown = event.getThrowableProxy();
            if (thrown != null) {
                generator.writeStringField("exception", described(thrown));
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return line.append('\n').toString().getBytes(UTF_8);
    }

    private String described(IThrowableProxy thrown) {
        return stackTraces
                ? ThrowableProxyUtil.asString(thrown).strip()
                : thrown.getClassName() + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage());
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
