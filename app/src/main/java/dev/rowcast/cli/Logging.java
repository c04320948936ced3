package dev.rowcast.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.rowcast.config.LogFormat;
import dev.rowcast.config.LogLevel;
import dev.rowcast.config.LogSettings;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets how much is logged, and how. Once per process, before anything else starts. */
final class Logging {
    private static final String OWN = "dev.rowcast";
    private static final String TIME = "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\"} ";
    private static final String LEVEL = "%-5level";
    private static final String USUAL = " %msg%nopex%n";
    private static final String DEBUG = " [%thread] %logger{0}: %msg%n";

    private Logging() {}

    /** @param colours whether the log goes to a terminal that shall have them */
    static void start(LogSettings log, boolean colours) {
        bridgeJavaLogging();
        if (LoggerFactory.getLogger(OWN) instanceof Logger own) {
            own.setLevel(Level.valueOf(log.level().name()));
            if (own.getLoggerContext().getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr")
                    instanceof ConsoleAppender<ILoggingEvent> appender) {
                write(appender, log, colours);
            }
        }
    }

    /** The binlog connector and Netty's fallback log through {@code java.util.logging}, to stderr by themselves. */
    private static void bridgeJavaLogging() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        LogManager.getLogManager().getLogger("").setLevel(java.util.logging.Level.WARNING);
    }

    private static void write(ConsoleAppender<ILoggingEvent> appender, LogSettings log, boolean colours) {
        boolean debug = log.level() == LogLevel.DEBUG;
        Encoder<ILoggingEvent> encoder = encoder(log.format(), debug, colours);
        encoder.setContext(appender.getContext());
        encoder.start();
        appender.setEncoder(encoder);
    }

    private static Encoder<ILoggingEvent> encoder(LogFormat format, boolean debug, boolean colours) {
        if (format == LogFormat.JSON) {
            return new JsonLogEncoder(debug);
        }
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setPattern(TIME + (colours ? "%highlight(" + LEVEL + ")" : LEVEL) + (debug ? DEBUG : USUAL));
        return text;
    }
}
