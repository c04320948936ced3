package dev.rowcast.testing;

import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;

/** Whether containers can run here; says once per JVM what is skipped where they can not. */
final class DockerPresence {
    private static final boolean PRESENT = look();

    private DockerPresence() {}

    private static boolean look() {
        boolean present = DockerClientFactory.instance().isDockerAvailable();
        if (!present) {
            System.err.println(missing());
        }
        return present;
    }

    private static String missing() {
        return "SKIPPED: the tests on MySQL 9.7, because no Docker daemon answers here."
                + " Start one that can run the image mysql:9.7, and run 'mvn verify' again.";
    }

    /** Skips the running test where there is no Docker. */
    static void assume() {
        Assumptions.assumeTrue(PRESENT, DockerPresence::missing);
    }
}
