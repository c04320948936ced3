package dev.rowcast.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** The binlog files of a server. */
public record TestingBinlogs(TestingDatabase database) {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Begins a new file and deletes all others, once nobody reads them any more. */
    public void purge() throws SQLException {
        database.execute("FLUSH BINARY LOGS", "FLUSH BINARY LOGS");
        String newest = newest();
        // A file is kept until the server has noticed that its last reader is gone.
        Awaitility.await("the server purges").atMost(LIMIT).until(() -> {
            database.execute("PURGE BINARY LOGS TO '" + newest + "'");
            return files().get(0).equals(newest);
        });
    }

    private String newest() throws SQLException {
        List<String> files = files();
        return files.get(files.size() - 1);
    }

    private List<String> files() throws SQLException {
        List<String> files = new ArrayList<>();
        try (Connection connection = database.rootConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW BINARY LOGS")) {
            while (rows.next()) {
                files.add(rows.getString(1));
            }
        }
        return files;
    }
}
