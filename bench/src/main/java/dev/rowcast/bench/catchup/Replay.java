package dev.rowcast.bench.catchup;

import dev.rowcast.bench.rig.WindowedPublisher;
import java.net.URI;
import java.nio.file.Path;

/**
 * The ceiling: what the MQTT client sends when there is nothing else to do. Sends recorded messages with as many unacknowledged as
 * Rowcast has, prints how many, and waits to be ended. Arguments: the broker, the recording, how acknowledgements are read.
 */
public final class Replay {
    private Replay() {}

    public static void main(String[] arguments) throws Exception {
        WindowedPublisher publisher =
                WindowedPublisher.connect(URI.create(arguments[0]), WindowedPublisher.Reads.valueOf(arguments[2]));
        Recording recording = Recording.load(Path.of(arguments[1]));
        long sent = 0;
        while (recording.hasNext()) {
            publisher.publish(recording.next());
            sent++;
        }
        publisher.drain();
        System.out.println("published " + sent);
        Thread.currentThread().join();
    }
}
