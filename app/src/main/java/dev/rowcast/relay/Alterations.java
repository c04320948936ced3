package dev.rowcast.relay;

import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem.TablesAltered;
import dev.rowcast.change.TableId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a transaction alters of the tables themselves, gathered until it ends. Relay's thread. */
final class Alterations {
    private final FollowedTables followed;
    private final TableReader reader;
    /** Tables whose state has to be read anew when the transaction ends, each with the statement. */
    private final Map<TableId, String> altered = new LinkedHashMap<>();
    /** Statements of the open transaction behind which it has to be asked which tables there are. */
    private final List<TablesAltered> statements = new ArrayList<>();

    Alterations(FollowedTables followed, TableReader reader) {
        this.followed = followed;
        this.reader = reader;
    }

    /** The table's state has to be read anew. */
    void add(TableId table, String why) {
        altered.put(table, why);
    }

    /** It has to be asked which tables there are. */
    void add(TablesAltered statement) {
        statements.add(statement);
    }

    /** What statements have altered, as the server tells of it now. */
    void askForTables(Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        if (statements.isEmpty()) {
            return;
        }
        if (statements.stream().anyMatch(TablesAltered::others)) {
            altered.putAll(followed.update(reader.tables(delivered)));
        }
        for (TablesAltered statement : statements) {
            followed.named(statement).forEach(table -> altered.put(table, statement.statement()));
        }
        statements.clear();
    }

    /** The tables whose state has to be read anew since the last call, each with the reason. */
    Map<TableId, String> take() {
        if (altered.isEmpty()) {
            return Map.of();
        }
        Map<TableId, String> taken = new LinkedHashMap<>(altered);
        altered.clear();
        return taken;
    }
}
