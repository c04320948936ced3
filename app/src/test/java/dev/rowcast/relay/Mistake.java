package dev.rowcast.relay;

import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.StreamItem.Passed;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.StreamItem.TableAltered;
import dev.rowcast.change.TableId;
import dev.rowcast.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Mistakes that the relay could make. Each stands between the relay and a port, so that together they behave as if it did. */
enum Mistake {
    NONE,

    /** The checkpoint moves when messages are handed over, not when they are acknowledged. */
    CHECKPOINT_BEFORE_ACKNOWLEDGEMENT {
        @Override
        BrokerConnection connection(BrokerConnection connection) {
            return new MistakenConnection(connection) {
                @Override
                public CompletionStage<Void> publish(Message message) {
                    super.publish(message);
                    return CompletableFuture.completedFuture(null);
                }
            };
        }
    },

    /** A row that was deleted keeps its state. */
    TOMBSTONE_MISSING {
        @Override
        BrokerConnection connection(BrokerConnection connection) {
            return swallowing(connection, message -> isTombstone(message) && message.committedAt() != null);
        }
    },

    /** What a scan finds to be of no row is left alone. */
    GHOSTS_LEFT_ALONE {
        @Override
        BrokerConnection connection(BrokerConnection connection) {
            return swallowing(connection, message -> isTombstone(message) && message.committedAt() == null);
        }
    },

    /** An event is acknowledged and lost, now and then. */
    EVENT_LOST {
        @Override
        BrokerConnection connection(BrokerConnection connection) {
            return swallowing(connection, message -> !message.retained() && message.payload().length % 7 == 0);
        }
    },

    /** The chunk's rows have no version, so nobody can tell them from older ones. */
    OLD_VERSION_ON_ROWS {
        @Override
        BrokerConnection connection(BrokerConnection connection) {
            return new MistakenConnection(connection) {
                @Override
                public CompletionStage<Void> publish(Message message) {
                    boolean row = message.retained() && message.committedAt() == null && message.version() != null;
                    return super.publish(row ? message.withVersion("000000000000") : message);
                }
            };
        }
    },

    /** A scan forgets what the broker holds, and so leaves ghosts. */
    LISTING_IGNORED {
        @Override
        BrokerConnection connection(BrokerConnection connection) {
            return new MistakenConnection(connection) {
                @Override
                public void forEachRetained(String filter, Consumer<Message> action)
                        throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
                    super.forEachRetained(filter, message -> {});
                }
            };
        }
    },

    /** A scan compares with what the broker held at the first one. */
    LISTING_STALE {
        @Override
        BrokerConnection connection(BrokerConnection connection) {
            return new MistakenConnection(connection) {
                private final Map<String, List<Message>> first = new HashMap<>();

                @Override
                public void forEachRetained(String filter, Consumer<Message> action)
                        throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
                    List<Message> listed = new ArrayList<>();
                    super.forEachRetained(filter, listed::add);
                    first.putIfAbsent(filter, listed);
                    first.getOrDefault(filter, listed).forEach(action);
                }
            };
        }
    },

    /** A chunk's low mark is taken to be the binlog's end, though readers do not see all of it yet. */
    VISIBILITY_IGNORED {
        @Override
        TableReader reader(TableReader reader, SimulatedServer server) {
            return changing(
                    tooEarly(reader, server),
                    (chunk, delivered) ->
                            new TableReader.Chunk(chunk.rows(), server.binlog().end(), chunk.high(), chunk.end()));
        }
    },

    /** A chunk is read without waiting until readers see what was delivered. */
    READ_TOO_EARLY {
        @Override
        TableReader reader(TableReader reader, SimulatedServer server) {
            return tooEarly(reader, server);
        }
    },

    /** A chunk goes out before the stream has come to where it was read. */
    HIGH_MARK_IGNORED {
        @Override
        TableReader reader(TableReader reader, SimulatedServer server) {
            return changing(
                    reader,
                    (chunk, delivered) -> new TableReader.Chunk(chunk.rows(), chunk.low(), delivered, chunk.end()));
        }
    },

    /** A chunk that was read ahead is taken for one of the moment at which it is asked for. */
    READ_AHEAD_TAKEN_FOR_NOW {
        @Override
        TableReader reader(TableReader reader, SimulatedServer server) {
            return changing(
                    reader,
                    (chunk, delivered) -> new TableReader.Chunk(chunk.rows(), delivered, chunk.high(), chunk.end()));
        }
    },

    /** The rows that a scan has published before it was cut off are taken for ghosts when it goes on. */
    FINISHED_KEYS_FORGOTTEN {
        @Override
        TableReader reader(TableReader reader, SimulatedServer server) {
            return new ForwardingReader(reader) {
                @Override
                public Keys readKeys(TableId table, @Nullable String after, String last, Position delivered) {
                    return new Keys(List.of(), null);
                }
            };
        }
    },

    /** The checkpoint does not say that state is missing. */
    UNFINISHED_FORGOTTEN {
        @Override
        Checkpoint saved(Checkpoint of) {
            return withState(of, true, List.of());
        }
    },

    /** The checkpoint tells of progress that is not acknowledged: tables come further by one row. */
    PROGRESS_TOO_FAR {
        @Override
        Checkpoint saved(Checkpoint of) {
            List<ScanPoint> unfinished = of.unfinished().stream()
                    .map(point -> new ScanPoint(point.table(), point.after() == null ? "1" : point.after()))
                    .toList();
            return withState(of, of.stateComplete(), unfinished);
        }
    },

    /** The embedded broker is taken for the one that the file was written beside. */
    FILE_TRUSTED {
        @Override
        boolean trustsTheFile() {
            return true;
        }
    },

    /** The end of a transaction is told before its last change. */
    COMMIT_TOO_EARLY {
        @Override
        ChangeStream stream(ChangeStream stream, SimulatedServer server) {
            return new MistakenStream(stream) {
                private @Nullable StreamItem last;

                @Override
                public @Nullable StreamItem poll(Duration timeout)
                        throws SourceUnavailableException, MisconfiguredException, InterruptedException {
                    StreamItem item = last == null ? super.poll(timeout) : last;
                    last = null;
                    if (item instanceof RowChange) {
                        StreamItem next = super.poll(timeout);
                        last = next instanceof Commit ? item : next;
                        return next instanceof Commit ? next : item;
                    }
                    return item;
                }
            };
        }
    },

    /** Where another file begins, all that is written counts as delivered. */
    PASSED_TOO_FAR {
        @Override
        ChangeStream stream(ChangeStream stream, SimulatedServer server) {
            return changing(
                    stream,
                    item -> item instanceof Passed ? new Passed(server.binlog().end()) : item);
        }
    },

    /** A statement that empties a table is not noticed. */
    TRUNCATION_UNNOTICED {
        @Override
        ChangeStream stream(ChangeStream stream, SimulatedServer server) {
            return changing(stream, item -> item instanceof TableAltered ? null : item);
        }
    },

    /** Purged binlogs are passed over in silence. */
    GAP_UNTOLD {
        @Override
        Optional<String> whyNotResumable(Optional<String> why) {
            return Optional.empty();
        }

        @Override
        boolean passesOverPurged() {
            return true;
        }
    };

    BrokerConnection connection(BrokerConnection connection) {
        return connection;
    }

    TableReader reader(TableReader reader, SimulatedServer server) {
        return reader;
    }

    ChangeStream stream(ChangeStream stream, SimulatedServer server) {
        return stream;
    }

    Optional<String> whyNotResumable(Optional<String> why) {
        return why;
    }

    Checkpoint saved(Checkpoint checkpoint) {
        return checkpoint;
    }

    /** Whether a file's checkpoint counts as one with complete state, though the embedded broker is a new one. */
    boolean trustsTheFile() {
        return false;
    }

    /** Whether the stream begins behind missing binlogs without a word. */
    boolean passesOverPurged() {
        return false;
    }

    private static Checkpoint withState(Checkpoint of, boolean complete, List<ScanPoint> unfinished) {
        return new Checkpoint(
                of.server(),
                of.epoch(),
                of.position(),
                complete,
                unfinished,
                of.tables(),
                of.rows(),
                of.retained(),
                of.gaps(),
                of.fingerprint());
    }

    private static boolean isTombstone(Message message) {
        return message.retained() && message.payload().length == 0;
    }

    /** A stream in which other items stand in place of some; null for one that is left out. */
    private static ChangeStream changing(ChangeStream stream, Function<StreamItem, @Nullable StreamItem> change) {
        return new MistakenStream(stream) {
            @Override
            public @Nullable StreamItem poll(Duration timeout)
                    throws SourceUnavailableException, MisconfiguredException, InterruptedException {
                StreamItem item = super.poll(timeout);
                StreamItem changed = item == null ? null : change.apply(item);
                return item != null && changed == null ? super.poll(timeout) : changed;
            }
        };
    }

    /** A reader that waits for no more than readers see already. */
    private static TableReader tooEarly(TableReader reader, SimulatedServer server) {
        return new ForwardingReader(reader) {
            @Override
            public Chunk read(TableId table, @Nullable String after, Position delivered)
                    throws SourceUnavailableException, MisconfiguredException, InterruptedException {
                return super.read(table, after, server.shown());
            }

            @Override
            public void prepare(TableId table, String after, Position delivered)
                    throws SourceUnavailableException, MisconfiguredException, InterruptedException {
                super.prepare(table, after, server.shown());
            }
        };
    }

    /** A reader of other chunks, made of each and of what was delivered when it was asked for. */
    private static TableReader changing(
            TableReader reader, BiFunction<TableReader.Chunk, Position, TableReader.Chunk> change) {
        return new ForwardingReader(reader) {
            @Override
            public Chunk read(TableId table, @Nullable String after, Position delivered)
                    throws SourceUnavailableException, MisconfiguredException, InterruptedException {
                return change.apply(super.read(table, after, delivered), delivered);
            }
        };
    }

    /** A connection that takes some messages for sent and acknowledged, and does not send them. */
    private static BrokerConnection swallowing(BrokerConnection connection, Predicate<Message> swallowed) {
        return new MistakenConnection(connection) {
            @Override
            public CompletionStage<Void> publish(Message message) {
                return swallowed.test(message) ? CompletableFuture.completedFuture(null) : super.publish(message);
            }
        };
    }
}
