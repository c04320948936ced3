package dev.rowcast.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * What a flight recording says of the time between two moments: samples of running Java code by method and by who called the JDK, and
 * samples of allocations, weighed with the bytes that they stand for. One thread.
 */
final class FlightProfile {
    private static final String RUNNING = "jdk.ExecutionSample";
    private static final String ALLOCATION = "jdk.ObjectAllocationSample";
    private static final String NONE = "(no caller outside the JDK)";

    private final Shares methods = new Shares();
    private final Shares owners = new Shares();
    private final Shares allocatedTypes = new Shares();
    private final Shares allocationSites = new Shares();

    /** Reads a recording. */
    static FlightProfile read(Path recording, Instant from, Instant to) throws IOException {
        FlightProfile profile = new FlightProfile();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (!event.getStartTime().isBefore(from)
                        && !event.getStartTime().isAfter(to)
                        && event.getStackTrace() != null) {
                    profile.add(event);
                }
            }
        }
        return profile;
    }

    private void add(RecordedEvent event) {
        String kind = event.getEventType().getName();
        if (kind.equals(RUNNING)) {
            addRunning(stack(event.getStackTrace()));
        } else if (kind.equals(ALLOCATION)) {
            addAllocation(
                    event.getClass("objectClass").getName(), event.getLong("weight"), stack(event.getStackTrace()));
        }
    }

    private static List<Frame> stack(RecordedStackTrace trace) {
        return trace.getFrames().stream()
                .map(frame -> new Frame(
                        frame.getMethod().getType().getName(), frame.getMethod().getName()))
                .toList();
    }

    void addRunning(List<Frame> stack) {
        methods.add(stack.get(0).toString(), 1);
        owners.add(Frame.caller(stack).map(Frame::owner).orElse(NONE), 1);
    }

    void addAllocation(String type, long bytes, List<Frame> stack) {
        allocatedTypes.add(type(type), bytes);
        allocationSites.add(Frame.caller(stack).map(Frame::toString).orElse(NONE), bytes);
    }

    /** Arrays as they are written in Java. */
    private static String type(String name) {
        if (!name.startsWith("[")) {
            return name.substring(name.lastIndexOf('.') + 1);
        }
        String element = name.substring(1);
        return switch (element.charAt(0)) {
            case 'B' -> "byte[]";
            case 'C' -> "char[]";
            case 'I' -> "int[]";
            case 'J' -> "long[]";
            case 'L' -> type(element.substring(1, element.length() - 1)) + "[]";
            case '[' -> type(element) + "[]";
            default -> name;
        };
    }

    /** Samples by the method that ran. */
    Shares methods() {
        return methods;
    }

    /** Samples by the package, Rowcast's or a library's, that ran or had called the JDK. */
    Shares owners() {
        return owners;
    }

    /** Bytes by the type of what was allocated. */
    Shares allocatedTypes() {
        return allocatedTypes;
    }

    /** Bytes by the method, Rowcast's or a library's, that allocated or had called the JDK. */
    Shares allocationSites() {
        return allocationSites;
    }
}
