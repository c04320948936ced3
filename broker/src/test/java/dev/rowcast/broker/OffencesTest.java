package dev.rowcast.broker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.util.concurrent.DefaultEventExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class OffencesTest {
    @Test
    void aFloodOfThemIsAFewLinesThatNoClientCanForge() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(Offences.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        DefaultEventExecutor executor = new DefaultEventExecutor();
        try {
            Offences offences = new Offences();
            for (int i = 0; i < 10_000; i++) {
                offences.note("Closed a client", "a\n2026 INFO all is well", executor);
            }
            assertThat(lines.list).hasSizeLessThan(10).allSatisfy(line -> assertThat(line.getFormattedMessage())
                    .doesNotContain("\n"));
        } finally {
            logger.detachAppender(lines);
            assertThat(executor.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS))
                    .isTrue();
        }
    }
}
