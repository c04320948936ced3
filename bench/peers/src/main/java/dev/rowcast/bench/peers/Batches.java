package dev.rowcast.bench.peers;

import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/** Takes what the engine has read, and lets it go on when the broker has acknowledged all of it. The engine's thread, but where it says. */
record Batches(ChangeMessages messages, Publisher publisher)
        implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> {

    @Override
    public synchronized void handleBatch(
            List<RecordChangeEvent<SourceRecord>> records,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        for (RecordChangeEvent<SourceRecord> sent : records) {
            messages.publish(Change.of(sent.record()));
        }
        publisher.drain();
        for (RecordChangeEvent<SourceRecord> sent : records) {
            committer.markProcessed(sent);
        }
        committer.markBatchFinished();
    }

    /** Returns when the batch in hand, if there is one, is published and marked as such; what comes later may not be. Any thread. */
    synchronized void awaitCurrent() {}
}
