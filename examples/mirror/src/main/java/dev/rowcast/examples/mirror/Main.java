package dev.rowcast.examples.mirror;

import dev.rowcast.examples.follower.ContractException;
import dev.rowcast.examples.follower.Environment;
import java.sql.SQLException;

/** The command line: settings are environment variables, see README.md. It ends with a signal, or with what has to be mended. */
public final class Main {
    private static final int MISCONFIGURED = 78;

    private Main() {}

    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] arguments) throws InterruptedException {
        try {
            new Mirror(MirrorSettings.of(System.getenv())).run();
        } catch (Environment.InvalidException | MisfitException | ContractException e) {
            end(String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            end("the target's database refuses: " + e.getMessage());
        }
    }

    private static void end(String reason) {
        System.err.println("mirror: " + reason);
        System.exit(MISCONFIGURED);
    }
}
