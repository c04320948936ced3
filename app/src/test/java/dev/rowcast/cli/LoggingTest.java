package dev.rowcast.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.rowcast.config.LogFormat;
import dev.rowcast.config.LogLevel;
import dev.rowcast.config.LogSettings;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class LoggingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.moquette.broker.MQTTConnection",
                "io.netty.channel",
                "com.hivemq.client",
                "io.javalin.Javalin",
                "org.eclipse.jetty.server.Server",
                "com.zaxxer.hikari.HikariDataSource",
            })
    void librariesOnlyWarn(String name) throws JoranException {
        Logger logger = asShipped().getLogger(name);

        assertThat(logger.isInfoEnabled()).isFalse();
        assertThat(logger.isWarnEnabled()).isTrue();
    }

    @Test
    void rowcastItselfInforms() throws JoranException {
        assertThat(asShipped().getLogger("dev.rowcast.relay").isInfoEnabled()).isTrue();
    }

    /** Tests have a configuration of their own; this is the product's. */
    private static LoggerContext asShipped() throws JoranException {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(requireNonNull(Logging.class.getResource("/logback.xml")));
        return context;
    }

    @Test
    void binlogConnectorOnlyWarns() {
        Logging.start(new LogSettings(LogLevel.INFO, LogFormat.TEXT), false);

        java.util.logging.Logger logger =
                java.util.logging.Logger.getLogger("com.github.shyiko.mysql.binlog.BinaryLogClient");
        assertThat(logger.isLoggable(Level.INFO)).isFalse();
        assertThat(logger.isLoggable(Level.WARNING)).isTrue();
    }

    @Test
    void linesAreJsonOrTextWithOrWithoutColours() {
        Logging.start(new LogSettings(LogLevel.INFO, LogFormat.JSON), false);
        assertThat(encoder()).isInstanceOf(JsonLogEncoder.class);
        Logging.start(new LogSettings(LogLevel.INFO, LogFormat.TEXT), true);
        assertThat(line()).contains("\u001b[").endsWith(" hello" + System.lineSeparator());
        Logging.start(new LogSettings(LogLevel.INFO, LogFormat.TEXT), false);
        assertThat(line()).matches("\\S+ INFO  hello\\R");
    }

    private static String line() {
        ch.qos.logback.classic.Logger logger = root().getLoggerContext().getLogger("dev.rowcast.Some");
        LoggingEvent event = new LoggingEvent("", logger, ch.qos.logback.classic.Level.INFO, "hello", null, null);
        return new String(encoder().encode(event), UTF_8);
    }

    private static Encoder<ILoggingEvent> encoder() {
        return ((ConsoleAppender<ILoggingEvent>) root().getAppender("stderr")).getEncoder();
    }

    private static ch.qos.logback.classic.Logger root() {
        return (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    @Test
    void rowcastsOwnLevelCanBeSet() {
        Logger own = LoggerFactory.getLogger("dev.rowcast.relay");

        Logging.start(new LogSettings(LogLevel.WARN, LogFormat.TEXT), false);
        assertThat(own.isInfoEnabled()).isFalse();
        Logging.start(new LogSettings(LogLevel.INFO, LogFormat.TEXT), false);
        assertThat(own.isInfoEnabled()).isTrue();
        assertThat(own.isDebugEnabled()).isFalse();
    }
}
