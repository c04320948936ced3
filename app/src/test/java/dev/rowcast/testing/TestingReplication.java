package dev.rowcast.testing;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Two MySQL servers, of which the second replicates from the first and takes no writes, until it is promoted. As a database
 * it is the one that is the primary now. One thread; connections may be asked for on any.
 */
public final class TestingReplication implements TestingDatabase {
    private static final int MAX_CATCH_UP_SECONDS = 30;

    private final TestingMysql first;
    private final TestingMysql second;
    private volatile TestingMysql primary;

    private TestingReplication(TestingMysql first, TestingMysql second) {
        this.first = first;
        this.second = second;
        this.primary = first;
    }

    /**
     * Returns when both run, with an empty table of orders and no transaction executed yet.
     *
     * @param optionsOfTheSecond as on that server's command line
     */
    public static TestingReplication begin(String... optionsOfTheSecond) throws SQLException {
        DockerPresence.assume();
        List<String> options = new ArrayList<>(List.of("--server-id=2"));
        options.addAll(Arrays.asList(optionsOfTheSecond));
        // Either takes a while.
        CompletableFuture<TestingMysql> starting =
                CompletableFuture.supplyAsync(() -> TestingMysql.start(options.toArray(String[]::new)));
        TestingMysql first = TestingMysql.start("--server-id=1");
        try {
            TestingReplication replication = new TestingReplication(first, starting.join());
            replication.replicate();
            return replication;
        } catch (SQLException | RuntimeException | Error e) {
            first.close();
            throw e;
        }
    }

    private void replicate() throws SQLException {
        for (TestingMysql server : new TestingMysql[] {first, second}) {
            server.execute("DELETE FROM shop.orders", "RESET BINARY LOGS AND GTIDS");
        }
        second.execute(
                "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '" + first.addressForContainers() + "', SOURCE_PORT = 3306,"
                        + " SOURCE_USER = 'root', SOURCE_PASSWORD = '" + first.rootPassword()
                        + "', SOURCE_AUTO_POSITION = 1, GET_SOURCE_PUBLIC_KEY = 1, SOURCE_CONNECT_RETRY = 1",
                "START REPLICA",
                "SET GLOBAL super_read_only = ON");
    }

    /** Both, as {@code MYSQL_HOST} lists them: the first primary, then the other. */
    public String hosts() {
        return first.host() + ":" + first.port() + "," + second.host() + ":" + second.port();
    }

    /** The second server, whether promoted or not. */
    public TestingDatabase second() {
        return second;
    }

    /** Nothing reaches the second any more. */
    public void stopReplicating() throws SQLException {
        second.execute("STOP REPLICA");
    }

    /** As an operator does it: the primary takes no more writes, the replica catches up and takes them. */
    public void switchOver() throws SQLException {
        first.execute("SET GLOBAL super_read_only = ON");
        String executed = first.query("SELECT @@GLOBAL.gtid_executed");
        String timedOut =
                second.query("SELECT WAIT_FOR_EXECUTED_GTID_SET('" + executed + "', " + MAX_CATCH_UP_SECONDS + ")");
        if (!timedOut.equals("0")) {
            throw new AssertionError("the replica did not catch up");
        }
        promote();
    }

    /** The second becomes the primary, with what it has. */
    public void promote() throws SQLException {
        second.execute(
                "STOP REPLICA", "RESET REPLICA ALL", "SET GLOBAL super_read_only = OFF", "SET GLOBAL read_only = OFF");
        primary = second;
    }

    /** Ends the first server as {@code kill -9} does. */
    public void killFirst() {
        first.kill();
    }

    @Override
    public TestingFlavour flavour() {
        return TestingFlavour.MYSQL;
    }

    @Override
    public String host() {
        return primary.host();
    }

    @Override
    public int port() {
        return primary.port();
    }

    @Override
    public String rootPassword() {
        return primary.rootPassword();
    }

    @Override
    public void stop() {
        primary.stop();
    }

    @Override
    public void kill() {
        primary.kill();
    }

    @Override
    public void start() {
        primary.start();
    }

    @Override
    public void close() {
        second.close();
        first.close();
    }

    @Override
    public String toString() {
        return "MySQL replication";
    }
}
