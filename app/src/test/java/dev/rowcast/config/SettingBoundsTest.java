package dev.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingBoundsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MYSQL_HOST|db.example.com",
                "MYSQL_HOST|db-1_a",
                "MYSQL_HOST|db:3306",
                "MYSQL_HOST|'db1, db2:3307'",
                "MYSQL_HOST|[::1]:3307",
                "MYSQL_HOST|::1",
                "MYSQL_HOST|fe80::1%eth0",
                "MYSQL_PORT|1",
                "MYSQL_PORT|65535",
                "MYSQL_USER|a@b",
                "MYSQL_PASSWORD|:/@#",
                "MYSQL_DATABASE|my shop",
                "MYSQL_SSL_MODE|disabled",
                "MYSQL_SSL_MODE|PREFERRED",
                "MYSQL_SSL_MODE|verify-ca",
                "MYSQL_SSL_MODE|VERIFY_IDENTITY",
                "MQTT_URL|mqtt://broker",
                "MQTT_URL|mqtts://broker:8883/",
                "MQTT_URL|ws://[::1]:8083/mqtt",
                "MQTT_URL|WSS://broker/mqtt",
                "MQTT_USERNAME|device",
                "MQTT_CONNECTIONS|1",
                "MQTT_MAX_PACKET_SIZE|1024",
                "MQTT_MAX_PACKET_SIZE|268435460",
                "ROWCAST_OVERSIZED|marker",
                "ROWCAST_CLOUDEVENTS|on",
                "ROWCAST_EVENT_EXPIRY|1",
                "ROWCAST_EVENT_EXPIRY|4294967295",
                "ROWCAST_TABLES|orders, crm.customers",
                "ROWCAST_NAME|a",
                "ROWCAST_NAME|0123456789-123456789_123456789-123456789",
                "ROWCAST_SERVER_ID|1",
                "ROWCAST_SERVER_ID|4294967295",
                "ROWCAST_DATA_DIR|/var/lib/rowcast",
                "ROWCAST_BIND|::1",
                "ROWCAST_BIND|localhost",
                "ROWCAST_ALLOW_ANONYMOUS|true",
                "ROWCAST_JWT_SECRET|0123456789abcdef0123456789abcdef",
                "ROWCAST_MQTT_PORT|0",
                "ROWCAST_MQTT_PORT|65535",
                "ROWCAST_WS_PORT|0",
                "ROWCAST_HTTP_PORT|0",
                "ROWCAST_RETAIN|NONE",
                "ROWCAST_RETAIN|both",
                "ROWCAST_EVENT_TOPIC|shop/{schema}/{table}/{key}/{event}",
                "ROWCAST_STATE_TOPIC|{schema}.{table}/state/{key}",
                "ROWCAST_WRITE_API|yes",
                "ROWCAST_HTTP_TOKEN|0123456789abcdef",
                "ROWCAST_HTTP_TOKEN|Aa0-._~+/Aa0-._~+/==",
                "ROWCAST_CONNECT_TIMEOUT|0",
                "ROWCAST_CONNECT_TIMEOUT|86400",
                "ROWCAST_MAX_IN_FLIGHT|1",
                "ROWCAST_MAX_IN_FLIGHT|60000",
                "ROWCAST_DEMO_DB_PORT|0",
                "ROWCAST_LOG_LEVEL|debug",
                "ROWCAST_LOG_FORMAT|json",
            })
    void allows(String name, String text) {
        assertThat(TestingSources.load(Map.of(name, text)).effective())
                .anyMatch(effective ->
                        effective.name().equals(name) && effective.origin().equals("environment"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MYSQL_HOST|db:99999",
                "MYSQL_HOST|db:0",
                "MYSQL_HOST|'db1,,db2'",
                "MYSQL_HOST|'db1,db1'",
                "MYSQL_HOST|[::1",
                "MYSQL_HOST|jdbc:mysql://db",
                "MYSQL_HOST|db?allowLoadLocalInfile=true",
                "MYSQL_HOST|' '",
                "MYSQL_PORT|0",
                "MYSQL_PORT|65536",
                "MYSQL_PORT|three",
                "MYSQL_PORT|tcp://10.0.0.1:3306",
                "MYSQL_DATABASE|shop.orders",
                "MYSQL_DATABASE|`shop`",
                "MYSQL_SSL_MODE|verify",
                "MYSQL_SSL_CA|ca.pem",
                "MQTT_URL|broker:1883",
                "MQTT_URL|tcp://broker:1883",
                "MQTT_URL|mqtt://",
                "MQTT_URL|mqtt://broker:0",
                "MQTT_URL|mqtt://broker:65536",
                "MQTT_URL|mqtt://broker/path",
                "MQTT_URL|ws://broker/mqtt?token=x",
                "MQTT_CONNECTIONS|0",
                "MQTT_CONNECTIONS|2",
                "MQTT_CONNECTIONS|17",
                "MQTT_MAX_PACKET_SIZE|1023",
                "MQTT_MAX_PACKET_SIZE|268435461",
                "ROWCAST_OVERSIZED|drop",
                "ROWCAST_CLOUDEVENTS|binary",
                "ROWCAST_EVENT_EXPIRY|0",
                "ROWCAST_EVENT_EXPIRY|4294967296",
                "ROWCAST_TABLES|orders,",
                "ROWCAST_TABLES|orders,orders",
                "ROWCAST_TABLES|orders,shop.orders",
                "ROWCAST_TABLES|a.b.c",
                "ROWCAST_TABLES|`orders`",
                "ROWCAST_NAME|two words",
                "ROWCAST_NAME|0123456789-123456789_123456789-1234567890",
                "ROWCAST_SERVER_ID|0",
                "ROWCAST_SERVER_ID|4294967296",
                "ROWCAST_DATA_DIR|' '",
                "ROWCAST_BIND|http://0.0.0.0",
                "ROWCAST_BIND|0.0.0.0",
                "ROWCAST_BIND|::",
                "ROWCAST_PASSWORD_FILE|no/such/file",
                "ROWCAST_ACL_FILE|no/such/file",
                "ROWCAST_ALLOW_ANONYMOUS|perhaps",
                "ROWCAST_JWT_SECRET|0123456789abcdef0123456789abcde",
                "ROWCAST_JWT_KEYS_FILE|no/such/file",
                "ROWCAST_JWT_ISSUER|https://login.example",
                "ROWCAST_JWT_AUDIENCE|rowcast",
                "ROWCAST_PAGE_USERNAME|page",
                "ROWCAST_PAGE_PASSWORD|secret",
                "ROWCAST_MQTT_PORT|-1",
                "ROWCAST_WS_PORT|65536",
                "ROWCAST_HTTP_PORT|8080.0",
                "ROWCAST_WS_PORT|1883",
                "ROWCAST_HTTP_PORT|8083",
                "ROWCAST_RETAIN|always",
                "ROWCAST_EVENT_TOPIC|{table}/{event}",
                "ROWCAST_EVENT_TOPIC|{table}/{key}",
                "ROWCAST_STATE_TOPIC|{table}/{event}/{key}",
                "ROWCAST_STATE_TOPIC|{table}/{key}/{id}",
                "ROWCAST_WRITE_API|maybe",
                "ROWCAST_HTTP_TOKEN|0123456789abcde",
                "ROWCAST_HTTP_TOKEN|0123456789 abcdef",
                "ROWCAST_HTTP_TOKEN|0123456789abcdeé",
                "ROWCAST_CONNECT_TIMEOUT|-1",
                "ROWCAST_CONNECT_TIMEOUT|86401",
                "ROWCAST_CONNECT_TIMEOUT|5m",
                "ROWCAST_MAX_IN_FLIGHT|0",
                "ROWCAST_MAX_IN_FLIGHT|60001",
                "ROWCAST_DEMO_DB_PORT|65536",
                "ROWCAST_LOG_LEVEL|loud",
                "ROWCAST_LOG_FORMAT|xml",
            })
    void refuses(String name, String text) {
        assertThat(TestingSources.problems(Map.of(name, text))).singleElement().satisfies(problem -> {
            assertThat(problem.setting()).isEqualTo(name);
            assertThat(problem.origin()).isEqualTo("environment");
            assertThat(problem.found()).isNotEmpty();
            assertThat(problem.allowed()).isNotEmpty();
        });
    }
}
