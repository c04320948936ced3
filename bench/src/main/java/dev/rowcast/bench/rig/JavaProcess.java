package dev.rowcast.bench.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java program in a process of its own, so that what it costs is told apart from what others do. It goes with this JVM, unless that
 * is killed. One thread.
 *
 * @param log what it prints, both streams
 */
public record JavaProcess(Process process, Path log) implements AutoCloseable {
    /** Those that the {@code rowcast} script gives Java, from its file: what is compared has the same, compiler and collector among them. */
    public static final String LAUNCHER_OPTIONS = "@" + Path.of("app", "java.options");

    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Pattern FOREIGN_SETTINGS = Pattern.compile("(MYSQL|MQTT|ROWCAST)_.*");

    /**
     * What is to be run.
     *
     * @param classPath as for {@code java -cp}
     * @param environment beside this JVM's, without any settings of Rowcast's in that
     */
    public record Program(
            String classPath,
            String mainClass,
            List<String> jvmOptions,
            List<String> arguments,
            Map<String, String> environment) {
        public Program {
            jvmOptions = List.copyOf(jvmOptions);
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }

        /** A class of the measurements' own, with the class path of this JVM. */
        public static Program own(Class<?> mainClass, List<String> jvmOptions, List<String> arguments) {
            return new Program(
                    System.getProperty("java.class.path"), mainClass.getName(), jvmOptions, arguments, Map.of());
        }
    }

    /** Starts it with the JVM that runs this. */
    public static JavaProcess start(Program program, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(program.jvmOptions());
        command.addAll(List.of("-cp", program.classPath(), program.mainClass()));
        command.addAll(program.arguments());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> FOREIGN_SETTINGS.matcher(name).matches());
        builder.environment().putAll(program.environment());
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end " + log.getFileName()));
        return new JavaProcess(process, log);
    }

    /**
     * Waits for a line in which the pattern is found, and returns its match.
     *
     * @throws IOException if the program ends first, or the time does; with what it has printed
     */
    public MatchResult awaitLine(Pattern pattern, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            boolean mayFollow = process.isAlive() && System.nanoTime() - end < 0;
            Optional<MatchResult> found = find(pattern);
            if (found.isPresent()) {
                return found.get();
            }
            if (!mayFollow) {
                throw new IOException("'" + pattern + "' was not printed:\n" + Files.readString(log));
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** The match in the first line in which the pattern is found. */
    public Optional<MatchResult> find(Pattern pattern) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.flatMap(line -> pattern.matcher(line).results().limit(1))
                    .findFirst();
        }
    }

    /** What it has used until now; nothing is known of it after its end. */
    public ProcessUsage usage() throws IOException {
        return ProcessUsage.of(process.pid());
    }

    /** Asks it to end, and ends it if it does not. */
    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
        process.destroyForcibly().onExit().join();
    }
}
