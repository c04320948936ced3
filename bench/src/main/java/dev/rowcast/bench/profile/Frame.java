package dev.rowcast.bench.profile;

import java.util.List;
import java.util.Optional;

/**
 * A method on a stack.
 *
 * @param type fully qualified
 */
record Frame(String type, String method) {
    private static final int OWN_PARTS = 3;
    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    boolean isJdk() {
        return JDK.stream().anyMatch(type::startsWith);
    }

    /** The package, of three parts at most: one of Rowcast's, or a library. */
    String owner() {
        String[] parts = type.split("\\.", -1);
        return String.join(".", List.of(parts).subList(0, Math.min(OWN_PARTS, Math.max(1, parts.length - 1))));
    }

    /** The nearest to the top that is not the JDK's. */
    static Optional<Frame> caller(List<Frame> stack) {
        return stack.stream().filter(frame -> !frame.isJdk()).findFirst();
    }

    /** Without the package: {@code Payloads.writeEvent}. */
    @Override
    public String toString() {
        return type.substring(type.lastIndexOf('.') + 1) + "." + method;
    }
}
