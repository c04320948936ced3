package dev.rowcast.examples.assistant;

import dev.rowcast.examples.follower.ContractException;
import dev.rowcast.examples.follower.Environment;
import java.io.IOException;

/** The command line: settings are environment variables, see README.md. It ends with a signal, or with what has to be mended. */
public final class Main {
    private static final int MISCONFIGURED = 78;

    private Main() {}

    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] arguments) throws InterruptedException {
        // a request that comes in bit by bit does not hold a thread for ever (seconds), nor do many hold all memory
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("jdk.httpserver.maxConnections", "100");
        try (Assistant assistant = Assistant.start(AssistantSettings.of(System.getenv()))) {
            System.out.println("Questions  http://127.0.0.1:" + assistant.port() + "/ask");
            assistant.run();
        } catch (Environment.InvalidException | ContractException e) {
            end(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            end("a file or port can not be used: " + e);
        }
    }

    private static void end(String reason) {
        System.err.println("assistant: " + reason);
        System.exit(MISCONFIGURED);
    }
}
