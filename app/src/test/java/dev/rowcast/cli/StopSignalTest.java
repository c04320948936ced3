package dev.rowcast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class StopSignalTest {
    private final List<Integer> halts = new CopyOnWriteArrayList<>();

    @Test
    void interruptsTheCommandAndEndsWithItsExitCode() throws InterruptedException {
        StopSignal signal = new StopSignal(Thread.currentThread(), Duration.ofMinutes(1), halts::add);
        Thread stopping = new Thread(signal::stop);

        stopping.start();

        assertThatThrownBy(() -> new CountDownLatch(1).await()).isInstanceOf(InterruptedException.class);
        assertThat(halts).isEmpty();
        signal.finished(0);
        stopping.join();
        assertThat(halts).containsExactly(0);
    }

    @Test
    void endsWithAFailureWhenTimeIsUp() {
        Thread deaf = new Thread(() -> {});

        new StopSignal(deaf, Duration.ofMillis(1), halts::add).stop();

        assertThat(halts).containsExactly(1);
    }
}
