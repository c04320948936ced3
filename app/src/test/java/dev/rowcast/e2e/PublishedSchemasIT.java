package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.testing.PublishedContract;
import dev.rowcast.testing.TestingCloudEvents;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.testing.TestingSubscriber.Received;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that a subscriber sees is as the documents say that Rowcast serves over HTTP. */
final class PublishedSchemasIT {
    @TempDir
    private Path directory = Path.of("unset");

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void describeEveryMessageOnTheWire(TestingFlavour flavour) throws Exception {
        TestingSettings settings = settings(flavour)
                .with("ROWCAST_CLOUDEVENTS", "true")
                .with("MQTT_MAX_PACKET_SIZE", "8192")
                .with("ROWCAST_OVERSIZED", "marker")
                .with("ROWCAST_COUNTS", "orders.status")
                .with("ROWCAST_HOME_ASSISTANT", "homeassistant")
                .with("ROWCAST_BIRTH", "true");
        try (TestingRowcast rowcast = TestingRowcast.start(settings);
                TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "#")) {
            changeAll(flavour, subscriber);
            PublishedContract contract = contract(rowcast.pageUrl());
            subscriber.await(
                    "counts",
                    message -> message.topic().equals("rowcast/counts")
                            && message.json().has("shop.orders"));
            subscriber.await("a probe", message -> message.topic().startsWith("rowcast/probe/"));
            subscriber.await(
                    "online",
                    message -> message.topic().equals("rowcast/status")
                            && message.payload().equals("online"));

            Set<String> seen = assertDescribed(contract, subscriber.received());
            List<String> channels = new ArrayList<>(contract.channels());
            // Only an external broker has one; StandbyIT looks at it.
            channels.remove("standby");
            assertThat(seen).as("channels that something was seen on").containsAll(channels);
            assertThat(subscriber.events())
                    .anySatisfy(
                            event -> assertThat(event.json().has("oversized")).isTrue());
            List<CloudEvent> cloudEvents =
                    subscriber.events().stream().map(TestingCloudEvents::read).toList();
            assertThat(cloudEvents).extracting(CloudEvent::getId).doesNotHaveDuplicates();
            assertThat(cloudEvents)
                    .extracting(CloudEvent::getType)
                    .contains("dev.rowcast.inserted", "dev.rowcast.updated", "dev.rowcast.deleted");
        }
    }

    /** @param retain as in the settings; state alone is the default, which the other test has */
    @ParameterizedTest
    @ValueSource(strings = {"both", "none"})
    void describeThemWithOtherSettingsToo(String retain) throws Exception {
        TestingFlavour flavour = TestingFlavour.MARIADB;
        try (TestingRowcast rowcast = TestingRowcast.start(settings(flavour).with("ROWCAST_RETAIN", retain));
                TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "#")) {
            changeAll(flavour, subscriber);

            assertThat(assertDescribed(contract(rowcast.pageUrl()), subscriber.received()))
                    .contains("inserted", "updated", "deleted");
        }
    }

    private TestingSettings settings(TestingFlavour flavour) throws Exception {
        TestingOrders orders = new TestingOrders(flavour.shared());
        orders.recreate();
        flavour.shared()
                .execute(
                        "DROP TABLE IF EXISTS shapes",
                        "CREATE TABLE shapes (id INT, name VARCHAR(20), j JSON, g GEOMETRY, s SET('a','b'), b BLOB, f DOUBLE,"
                                + " bit1 BIT(1), big BIGINT UNSIGNED, note LONGTEXT, PRIMARY KEY (id, name))",
                        "INSERT INTO shapes VALUES (1, 'a/b', '{\"x\":[1,2.50]}', ST_GeomFromText('POINT(1 2)'), 'a,b', x'00ff',"
                                + " 0.1, b'1', 18446744073709551615, NULL)");
        orders.insert(1, "before the start");
        return TestingSettings.embedded(flavour.shared(), directory).with("ROWCAST_TABLES", "orders,shapes");
    }

    private static void changeAll(TestingFlavour flavour, TestingSubscriber subscriber) throws Exception {
        flavour.shared()
                .execute(
                        "INSERT INTO shapes (id, name) VALUES (2, 'all null')",
                        "UPDATE shapes SET note = 'short'",
                        "UPDATE shapes SET note = REPEAT('long', 5000) WHERE id = 1",
                        "UPDATE shapes SET id = 3 WHERE id = 2",
                        "DELETE FROM shapes WHERE id = 1");
        new TestingOrders(flavour.shared()).insertAndAwait(subscriber);
    }

    private static Set<String> assertDescribed(PublishedContract contract, List<Received> messages) throws Exception {
        Set<String> seen = new TreeSet<>();
        for (Received message : messages) {
            List<String> channels = contract.channels(message.topic());
            assertThat(channels).as("channels of " + message.topic()).hasSize(1);
            seen.addAll(channels);
            assertThat(contract.problems(channels.get(0), message))
                    .as("%s", message)
                    .isEmpty();
        }
        return seen;
    }

    private static PublishedContract contract(URI page) throws Exception {
        return new PublishedContract(path -> fetch(page.resolve("/" + path)));
    }

    private static byte[] fetch(URI url) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(url + " is answered with " + answer.statusCode());
        }
        return answer.body();
    }
}
