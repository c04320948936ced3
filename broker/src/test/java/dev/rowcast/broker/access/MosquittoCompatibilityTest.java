package dev.rowcast.broker.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient.Mqtt3Publishes;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the files against the real Mosquitto. */
final class MosquittoCompatibilityTest {
    private static final int ACL_ROUNDS = 8;
    private static final String ADMIN = "admin";

    /** No rule that begins with a wildcard or a placeholder is about it. */
    private static final String END = "$end/of/round";

    private static final List<String> LEVELS = List.of("a", "b", "alice", "phone");

    private final Path directory;
    private final Random random = new Random(20261120);

    /** A client that the rules are tried with. */
    private record Client(@Nullable String user, String clientId) {}

    MosquittoCompatibilityTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void requireMosquitto() {
        MosquittoProcess.require();
    }

    @Test
    void passwordsThatMosquittosToolHashedAreAccepted() throws Exception {
        Path file = directory.resolve("passwords");
        MosquittoProcess.passwd("-c", "-b", file.toString(), "alice", "wonder");
        MosquittoProcess.passwd("-b", file.toString(), "bob", "pâté $:x");
        MosquittoProcess.passwd("-H", "sha512", "-b", file.toString(), "old", "salted");
        PasswordFile passwords = PasswordFile.read(file);

        assertThat(passwords.verify("alice", "wonder".getBytes(UTF_8))).isTrue();
        assertThat(passwords.verify("bob", "pâté $:x".getBytes(UTF_8))).isTrue();
        assertThat(passwords.verify("old", "salted".getBytes(UTF_8))).isTrue();
        assertThat(passwords.verify("old", "Salted".getBytes(UTF_8))).isFalse();
        assertThat(Files.readString(file)).contains("old:$6$");
    }

    @Test
    void mosquittoAcceptsPasswordsThatWeHashed() throws Exception {
        Path file = directory.resolve("passwords");
        MosquittoProcess.passwd("-c", "-b", file.toString(), "alice", "wonder");
        PasswordFile.read(file)
                .with("bob", "pâté $:x".getBytes(UTF_8), PasswordFile.ITERATIONS_DEFAULT)
                .write(file);
        MosquittoProcess.passwd("-b", file.toString(), "carol", "added by the tool");

        try (MosquittoProcess mosquitto = MosquittoProcess.start(directory, file, null)) {
            mosquitto.client("1", "alice", "wonder").connect();
            mosquitto.client("2", "bob", "pâté $:x").connect();
            Mqtt3BlockingClient wrong = mosquitto.client("3", "bob", "pate");
            assertThatThrownBy(wrong::connect).hasMessageContaining("NOT_AUTHORIZED");
        }
        assertThat(PasswordFile.read(file).verify("carol", "added by the tool".getBytes(UTF_8)))
                .isTrue();
    }

    @Test
    void rightsMeanWhatTheyMeanToMosquitto() throws Exception {
        Path passwords = directory.resolve("passwords");
        PasswordFile file = PasswordFile.empty();
        List<Client> clients = List.of(
                new Client("alice", "phone"),
                new Client("alice", "a"),
                new Client("b", "alice"),
                new Client("a+", "phone"),
                new Client("b", "#x"),
                new Client(null, "phone"));
        for (String user : List.of(ADMIN, "alice", "b", "a+")) {
            file = file.with(user, user.getBytes(UTF_8), PasswordFile.ITERATIONS_MIN);
        }
        file.write(passwords);
        for (int round = 0; round < ACL_ROUNDS; round++) {
            Path acl = Files.write(directory.resolve("acl"), rules());
            AclFile rights = AclFile.read(acl);
            try (MosquittoProcess mosquitto = MosquittoProcess.start(directory, passwords, acl)) {
                compare(mosquitto, rights, clients);
            }
        }
    }

    private void compare(MosquittoProcess mosquitto, AclFile rights, List<Client> clients) throws Exception {
        Mqtt3BlockingClient admin = mosquitto.client(ADMIN, ADMIN, ADMIN);
        admin.connect();
        try (Mqtt3Publishes written = admin.publishes(MqttGlobalPublishFilter.ALL)) {
            subscribe(admin);
            for (Client client : clients) {
                Mqtt3BlockingClient connected = mosquitto.client(client.clientId(), client.user(), client.user());
                connected.connect();
                topics().forEach(topic -> publish(connected, topic, false));
                publish(admin, END, false);

                assertThat(until(written))
                        .as("%s writes with %s", client, Files.readString(directory.resolve("acl")))
                        .isEqualTo(expected(rights.writing(client.user(), client.clientId())));
                connected.disconnect();
            }
        }
        topics().forEach(topic -> publish(admin, topic, true));
        for (Client client : clients) {
            Mqtt3BlockingClient connected = mosquitto.client(client.clientId(), client.user(), client.user());
            try (Mqtt3Publishes read = connected.publishes(MqttGlobalPublishFilter.ALL)) {
                connected.connect();
                subscribe(connected);
                publish(admin, END, false);

                assertThat(until(read))
                        .as("%s reads with %s", client, Files.readString(directory.resolve("acl")))
                        .isEqualTo(expected(rights.reading(client.user(), client.clientId())));
                connected.disconnect();
            }
        }
    }

    private static void subscribe(Mqtt3BlockingClient client) {
        client.subscribeWith()
                .addSubscription()
                .topicFilter("#")
                .qos(MqttQos.AT_LEAST_ONCE)
                .applySubscription()
                .addSubscription()
                .topicFilter(END)
                .qos(MqttQos.AT_LEAST_ONCE)
                .applySubscription()
                .send();
    }

    private static void publish(Mqtt3BlockingClient client, String topic, boolean retain) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(retain)
                .payload(new byte[] {1})
                .send();
    }

    /** The topics that arrive before the one that ends them. */
    private static Set<String> until(Mqtt3Publishes publishes) throws InterruptedException {
        Set<String> topics = new TreeSet<>();
        while (true) {
            Mqtt3Publish next =
                    publishes.receive(20, TimeUnit.SECONDS).orElseThrow(() -> new AssertionError("only " + topics));
            String topic = next.getTopic().toString();
            if (topic.equals(END)) {
                return topics;
            }
            topics.add(topic);
        }
    }

    private static Set<String> expected(TopicRights rights) {
        Set<String> topics = new TreeSet<>(topics());
        topics.removeIf(topic -> !rights.include(topic));
        return topics;
    }

    private static List<String> topics() {
        List<String> topics = new ArrayList<>(LEVELS);
        for (String first : LEVELS) {
            LEVELS.forEach(second -> topics.add(first + "/" + second));
            topics.add(first + "/");
            topics.add(first + "/b/alice");
        }
        return topics;
    }

    /** Random ones for everybody; the admin sees all, and everybody sees the end. */
    private List<String> rules() {
        List<String> lines = new ArrayList<>(List.of("topic read " + END));
        addRules(lines);
        for (String user : List.of("alice", "b", "a+")) {
            lines.add("user " + user);
            lines.add("topic read " + END);
            addRules(lines);
        }
        lines.addAll(List.of("user " + ADMIN, "topic readwrite #", "topic readwrite " + END));
        return lines;
    }

    private void addRules(List<String> lines) {
        for (int i = random.nextInt(5); i > 0; i--) {
            boolean pattern = random.nextInt(3) == 0;
            String access =
                    List.of("", "read ", "write ", "readwrite ", "deny ").get(random.nextInt(5));
            lines.add((pattern ? "pattern " : "topic ") + access + filter(pattern));
        }
    }

    private String filter(boolean pattern) {
        List<String> levels = new ArrayList<>();
        List<String> some = pattern ? List.of("%u", "%c", "a", "+") : List.of("a", "b", "alice", "+");
        for (int i = random.nextInt(3); i >= 0; i--) {
            levels.add(some.get(random.nextInt(some.size())));
        }
        if (random.nextInt(3) == 0) {
            levels.add("#");
        }
        return String.join("/", levels);
    }
}
