package dev.rowcast.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the process takes of the machine. */
final class ProcessMeters {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessMeters.class);
    /** As Linux tells it: {@code VmRSS:    123456 kB}, see proc(5). */
    private static final Path STATUS = Path.of("/proc/self/status");

    private static final String RESIDENT = "VmRSS:";

    private ProcessMeters() {}

    static void register(MeterRegistry registry) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        Gauge.builder("process.resident.memory.bytes", () -> residentBytes(STATUS))
                .description("Memory of the process, all that is in RAM; NaN where the system does not tell")
                .register(registry);
    }

    /** @param status a file of the form of {@code /proc/self/status} */
    static double residentBytes(Path status) {
        try (Stream<String> lines = Files.lines(status)) {
            Optional<String> resident =
                    lines.filter(line -> line.startsWith(RESIDENT)).findFirst();
            return resident.map(line -> 1024.0 * Long.parseLong(line.replaceAll("\\D", "")))
                    .orElse(Double.NaN);
        } catch (IOException e) {
            LOG.trace("No figure of the process' memory", e);
            return Double.NaN;
        }
    }
}
