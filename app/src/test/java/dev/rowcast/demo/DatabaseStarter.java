package dev.rowcast.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A program that starts a database, tells its process id and stays until it is killed. */
final class DatabaseStarter {
    static final String PID = "server process ";

    private DatabaseStarter() {}

    // Arguments: the directory of the database, the directory of the binaries.
    public static void main(String[] arguments) throws DemoDatabaseException, InterruptedException {
        DemoDatabaseSettings settings =
                new DemoDatabaseSettings(Path.of(arguments[0]), Path.of(arguments[1]), 0, List.of("--skip-ssl"));
        try (EmbeddedDatabase database = EmbeddedDatabase.start(settings)) {
            System.out.println(PID + database.pid());
            new CountDownLatch(1).await();
        }
    }
}
