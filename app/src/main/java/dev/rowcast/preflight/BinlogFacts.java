package dev.rowcast.preflight;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server's global binlog variables, as it words them; null where the server does not know the variable.
 *
 * @param enabled whether there is a binlog at all ({@code log_bin})
 * @param gtidMode MySQL's {@code gtid_mode}; null on MariaDB, whose GTIDs are always on
 * @param options the variables that few servers set
 */
public record BinlogFacts(
        boolean enabled,
        @Nullable String format,
        @Nullable String rowImage,
        @Nullable String rowMetadata,
        @Nullable String gtidMode,
        Options options) {
    public BinlogFacts {
        requireNonNull(options, "options is null");
    }

    /**
     * Variables that few servers set.
     *
     * @param eventCompression MariaDB's {@code log_bin_compress}; null on MySQL
     * @param transactionCompression MySQL's {@code binlog_transaction_compression}; null on MariaDB
     * @param rowValueOptions MySQL's {@code binlog_row_value_options}; null on MariaDB
     * @param orderedCommits MySQL's {@code binlog_order_commits}; null on MariaDB
     * @param replicaUpdates {@code log_replica_updates} of a server that replicates from another; null for one that does not
     * @param onlyDatabases {@code binlog_do_db}; empty for all
     * @param ignoredDatabases {@code binlog_ignore_db}
     */
    public record Options(
            @Nullable String eventCompression,
            @Nullable String transactionCompression,
            @Nullable String rowValueOptions,
            @Nullable String orderedCommits,
            @Nullable String replicaUpdates,
            List<String> onlyDatabases,
            List<String> ignoredDatabases) {
        public Options {
            onlyDatabases = List.copyOf(onlyDatabases);
            ignoredDatabases = List.copyOf(ignoredDatabases);
        }

        boolean leavesOut(String database) {
            return (!onlyDatabases.isEmpty() && !onlyDatabases.contains(database))
                    || ignoredDatabases.contains(database);
        }
    }
}
