package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.conf.ConnectionUrl;
import com.mysql.cj.conf.HostInfo;
import dev.rowcast.config.SslMode;
import dev.rowcast.config.TlsSettings;
import dev.rowcast.mysql.MysqlSettings.Login;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class JdbcTest {

    @ParameterizedTest
    @CsvSource({
        "db.example.org,db.example.org",
        "192.0.2.7,192.0.2.7",
        "2001:db8::7,[2001:db8::7]",
        "fe80::1%eth0,[fe80::1%eth0]"
    })
    void theDriverFindsEveryKindOfHostInTheUrl(String host, String found) {
        HostInfo driver = ConnectionUrl.getConnectionUrlInstance(
                        Jdbc.url(new Login(host, 3307, "u", "p")), new Properties())
                .getMainHost();

        assertThat(driver.getHost()).isEqualTo(found);
        assertThat(driver.getPort()).isEqualTo(3307);
    }

    @ParameterizedTest
    @EnumSource(SslMode.class)
    void theServersKeyIsAskedForOnlyWhereTheConnectionMayBePlain(SslMode mode) {
        Properties properties = Jdbc.properties(new Login("db", 3306, "u", "p", new TlsSettings(mode, null)));

        assertThat(properties)
                .containsEntry("sslMode", mode.name())
                .containsEntry(
                        "allowPublicKeyRetrieval",
                        Boolean.toString(mode == SslMode.DISABLED || mode == SslMode.PREFERRED));
    }
}
