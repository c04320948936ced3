package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.network.SSLMode;
import com.github.shyiko.mysql.binlog.network.protocol.command.ByteArrayCommand;
import dev.rowcast.change.TableId;
import dev.rowcast.preflight.Check;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Severity;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A replica that has told the server who it is, as replicas of MySQL and MariaDB do, and has our server id. */
final class ServerIdClashIT {
    private static final int SERVER_ID = 4243;

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aReplicaOfTheSameIdIsFound(TestingFlavour flavour) throws Exception {
        TestingDatabase database = flavour.shared();
        assertThat(clash(database, SERVER_ID).severity()).isEqualTo(Severity.OK);

        Replica replica = new Replica(database);
        try {
            replica.connect(Duration.ofSeconds(30).toMillis());

            Finding clash = clash(database, SERVER_ID);
            assertThat(clash.severity()).isEqualTo(Severity.ERROR);
            assertThat(clash.found()).isEqualTo("4243, which the replica reporting of this server has, too");
            Finding other = clash(database, SERVER_ID + 1);
            assertThat(other.severity()).isEqualTo(Severity.OK);
            assertThat(other.found()).contains("registered are 4243");
        } finally {
            replica.disconnect();
        }
    }

    /** As root, for MariaDB lists replicas to few. */
    private static Finding clash(TestingDatabase database, long serverId) {
        MysqlSettings.Login login =
                new MysqlSettings.Login(database.host(), database.port(), "root", database.rootPassword());
        return new Examiner(new MysqlSettings(login, serverId, List.of(new TableId("shop", "orders"))), false)
                .examine().findings().stream()
                        .filter(finding -> finding.check() == Check.SERVER_ID_CLASH)
                        .findFirst()
                        .orElseThrow();
    }

    private static final class Replica extends BinaryLogClient {
        Replica(TestingDatabase database) {
            super(database.host(), database.port(), "root", database.rootPassword());
            setServerId(SERVER_ID);
            setKeepAlive(false);
            setSSLMode(SSLMode.PREFERRED);
        }

        @Override
        protected void setupConnection() throws IOException {
            super.setupConnection();
            channel.write(new ByteArrayCommand(registration()));
            assertThat(channel.read()[0]).as("OK").isZero();
        }

        /** COM_REGISTER_SLAVE: server id, host, user, password, port, rank and source's id. */
        private static byte[] registration() {
            String host = "reporting";
            ByteBuffer command = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
            command.put((byte) 0x15).putInt(SERVER_ID);
            command.put((byte) host.length()).put(host.getBytes(StandardCharsets.US_ASCII));
            command.put((byte) 0).put((byte) 0).putShort((short) 3306).putInt(0).putInt(0);
            byte[] bytes = new byte[command.position()];
            command.flip().get(bytes);
            return bytes;
        }
    }
}
