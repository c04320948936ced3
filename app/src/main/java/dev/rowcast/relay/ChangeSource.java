package dev.rowcast.relay;

import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A database server whose watched tables are followed. Called on the relay's thread alone. */
public interface ChangeSource {

    /**
     * Makes sure that the server can be reached and followed.
     *
     * @return the server's identity
     * @throws MisconfiguredException if settings, privileges or tables stand in the way; names each with its remedy
     */
    String check() throws SourceUnavailableException, MisconfiguredException;

    /**
     * Why the binlog can not be read on from this position (purged, another history, beyond the end); empty if it can.
     *
     * @param server the identity of the server that the position was taken from
     */
    Optional<String> whyNotResumable(String server, Position position)
            throws SourceUnavailableException, MisconfiguredException;

    /** Where the server's history ends now, or a little before: a place to begin at when there is none to go on from. */
    Position present() throws SourceUnavailableException, MisconfiguredException, InterruptedException;

    /** How large rows can be, of each of these tables that there is. */
    List<LargestRow> largestRows(Collection<TableId> tables) throws SourceUnavailableException, MisconfiguredException;

    /** The columns of each of these tables that there is, as they are now. */
    List<TableDefinition> definitions(Collection<TableId> tables)
            throws SourceUnavailableException, MisconfiguredException;

    /** Makes ready to read tables piece by piece; connects when the first piece is asked for. */
    TableReader reader();

    /** Opens the stream of everything that was committed after the position. */
    ChangeStream stream(Position position)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException;
}
