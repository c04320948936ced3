package dev.rowcast.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What figures hold for.
 *
 * @param date in seconds
 * @param commit of the checkout that is measured, as git abbreviates it
 * @param processors that this JVM may use
 * @param model of the processor, or its architecture where the system does not tell
 * @param memoryBytes of the machine
 * @param load how many threads wanted to run in the last minute, on average; negative where the system does not tell
 */
public record Machine(
        Instant date,
        String commit,
        String java,
        String system,
        int processors,
        String model,
        long memoryBytes,
        double load) {
    private static final double GIGABYTE = 1 << 30;

    /** This one, now: before the measurement begins, so that its own load is not counted. */
    public static Machine now(String commit) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                commit,
                Runtime.version().toString(),
                system.getName(),
                system.getAvailableProcessors(),
                model(system.getArch()),
                system.getTotalMemorySize(),
                system.getSystemLoadAverage());
    }

    private static String model(String architecture) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(architecture);
        } catch (IOException e) {
            return architecture;
        }
    }

    /** A sentence without its end, to which others can add what else was measured with. */
    public String sentence() {
        String text = String.format(
                Locale.ROOT,
                "Measured on %s at commit %s with JDK %s on %s, %d cores (%s), %.1f GB of memory",
                date,
                commit,
                java,
                system,
                processors,
                model,
                memoryBytes / GIGABYTE);
        return load < 0 ? text : text + String.format(Locale.ROOT, ", load average %.1f before the start", load);
    }
}
