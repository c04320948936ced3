package dev.rowcast.relay;

import dev.rowcast.change.BinlogFile;
import dev.rowcast.change.MysqlGtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ways to the simulated server: streams and readers end when the connections are cut. */
final class SimulatedSource implements ChangeSource {
    private final SimulatedWorld world;
    private final SimulatedServer server;
    private @Nullable SimulatedStream stream;
    private int connections;
    private int away;

    SimulatedSource(SimulatedWorld world, SimulatedServer server) {
        this.world = world;
        this.server = server;
    }

    /** Ends all connections. */
    void cut() {
        connections++;
        stream = null;
    }

    /** Ends all connections, and refuses the next ones. */
    void goAway(int attempts) {
        cut();
        away = attempts;
    }

    void comeBack() {
        away = 0;
    }

    /** The file that the open stream reads. */
    int readingFile() {
        SimulatedStream open = stream;
        return open == null ? Integer.MAX_VALUE : open.fileNumber();
    }

    /** Whether everything has been taken from the open stream. */
    boolean isDrained() {
        SimulatedStream open = stream;
        return open != null && open.isDrained();
    }

    /** Tells connections apart that are made after a cut. */
    int connection() {
        return connections;
    }

    void requireConnection(int connection) throws SourceUnavailableException {
        if (connection != connections) {
            throw new SourceUnavailableException("the connection to the server is cut");
        }
    }

    private void reach(String port) throws SourceUnavailableException {
        world.moment(port);
        if (away > 0) {
            away--;
            throw new SourceUnavailableException("the server is away");
        }
    }

    @Override
    public String check() throws SourceUnavailableException {
        reach("check");
        return server.binlog().server();
    }

    @Override
    public Optional<String> whyNotResumable(String itsServer, Position position) throws SourceUnavailableException {
        reach("whyNotResumable");
        Optional<String> why = whyLost(itsServer, position);
        if (why.isPresent()) {
            world.guarantees().refused(position);
            world.note("refused", position);
        }
        return world.mistake().whyNotResumable(why);
    }

    private Optional<String> whyLost(String itsServer, Position position) {
        long mask = server.binlog().mask(position);
        if (mask == -1) {
            return Optional.of("restored");
        }
        if (position.gtids() instanceof MysqlGtidSet) {
            return (server.purged() & ~mask) == 0 ? Optional.empty() : Optional.of("purged");
        }
        if (!itsServer.equals(server.binlog().server())) {
            return Optional.of("another server");
        }
        return isPurged(BinlogFile.number(position.file())) ? Optional.of("purged") : Optional.empty();
    }

    private boolean isPurged(long fileNumber) {
        for (SimulatedTransaction transaction : server.log()) {
            if (transaction.fileNumber == fileNumber) {
                return transaction.purged;
            }
        }
        return false;
    }

    @Override
    public Position present() throws SourceUnavailableException {
        reach("present");
        Position present = server.present();
        world.guarantees().beginsAt(present);
        world.note("begins at", present);
        return present;
    }

    @Override
    public List<TableDefinition> definitions(Collection<TableId> tables) {
        return List.of();
    }

    @Override
    public List<LargestRow> largestRows(Collection<TableId> tables) {
        return List.of();
    }

    @Override
    public TableReader reader() {
        return world.mistake()
                .reader(
                        new EagerReader(new SimulatedTableReader(world, this, server), () -> !world.isDelivering()),
                        server);
    }

    @Override
    public ChangeStream stream(Position position) throws SourceUnavailableException {
        reach("stream");
        SimulatedStream opened = new SimulatedStream(world, this, server, position);
        boolean byFile = !(position.gtids() instanceof MysqlGtidSet);
        boolean missing = server.binlog().mask(position) == -1
                || opened.isPurged()
                || (byFile && isPurged(BinlogFile.number(position.file())));
        if (missing && !world.mistake().passesOverPurged()) {
            throw new SourceUnavailableException("the binlog can not be read from there");
        }
        world.note("stream from", position);
        stream = opened;
        return world.mistake().stream(opened, server);
    }

    void closed(SimulatedStream closed) {
        if (stream == closed) {
            stream = null;
        }
    }
}
