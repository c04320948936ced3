package dev.rowcast.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import dev.rowcast.config.LogLevel;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets how much is logged. Once per process, before anything else starts. */
final class Logging {
    private static final String OWN = "dev.rowcast";
    private static final String DEBUG_PATTERN =
            "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\"} %-5level [%thread] %logger{0}: %msg%n";

    private Logging() {}

    static void start(LogLevel level) {
        bridgeJavaLogging();
        if (LoggerFactory.getLogger(OWN) instanceof Logger own) {
            own.setLevel(Level.valueOf(level.name()));
            if (level == LogLevel.DEBUG) {
                printStackTraces(own.getLoggerContext().getLogger(Logger.ROOT_LOGGER_NAME));
            }
        }
    }

    /** The binlog connector and Netty's fallback log through {@code java.util.logging}, to stderr by themselves. */
    private static void bridgeJavaLogging() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        LogManager.getLogManager().getLogger("").setLevel(java.util.logging.Level.WARNING);
    }

    private static void printStackTraces(Logger root) {
        if (root.getAppender("stderr") instanceof ConsoleAppender<ILoggingEvent> appender
                && appender.getEncoder() instanceof PatternLayoutEncoder encoder) {
            encoder.stop();
            encoder.setPattern(DEBUG_PATTERN);
            encoder.start();
        }
    }
}
