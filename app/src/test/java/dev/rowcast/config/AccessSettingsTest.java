package dev.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.config.AccessSettings.Tokens;
import dev.rowcast.config.WebSettings.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessSettingsTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final Path directory;

    AccessSettingsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "db.example.com"})
    void anOpenBrokerIsNotShownToOthersUnlessThatIsMeant(String bind) {
        assertThat(TestingSources.problems(Map.of("ROWCAST_BIND", bind)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.setting()).isEqualTo("ROWCAST_BIND");
                    assertThat(problem.found()).startsWith(bind + ", where the embedded broker would show every row");
                    assertThat(problem.allowed())
                            .contains("ROWCAST_PASSWORD_FILE", "ROWCAST_ALLOW_ANONYMOUS=true", "127.0.0.1");
                });
        assertThat(access("ROWCAST_BIND", bind, "ROWCAST_ALLOW_ANONYMOUS", "true")
                        .admitsAnonymous())
                .isTrue();
        assertThat(access("ROWCAST_BIND", bind, "ROWCAST_JWT_SECRET", SECRET).admitsAnonymous())
                .isFalse();
        assertThat(access("ROWCAST_BIND", bind, "MQTT_URL", "mqtt://broker").withoutUsers())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "::1", "0:0:0:0:0:0:0:1"})
    void onLoopbackItIsOpenByItself(String bind) {
        assertThat(access("ROWCAST_BIND", bind)).isEqualTo(AccessSettings.OPEN);
    }

    @Test
    void healthAsksWhereverItIs() throws Exception {
        SettingSources sources = new SettingSources(Map.of(), Map.of("ROWCAST_BIND", "0.0.0.0"), null, Preset.HEALTH);

        assertThat(SettingsLoader.load(sources).settings().web().bind()).isEqualTo("0.0.0.0");
    }

    @Test
    void readsUsersRightsAndTokens() throws IOException {
        Path passwords = write("passwords", "");
        Path acl = write("acl", "user alice\ntopic read orders/#\n");
        AccessSettings access = access(
                "ROWCAST_PASSWORD_FILE", passwords,
                "ROWCAST_ACL_FILE", acl,
                "ROWCAST_JWT_SECRET", SECRET,
                "ROWCAST_JWT_ISSUER", "https://login.example",
                "ROWCAST_JWT_AUDIENCE", "rowcast");

        assertThat(access)
                .isEqualTo(new AccessSettings(
                        passwords,
                        acl,
                        false,
                        new Tokens(new Secret(SECRET), null, "https://login.example", "rowcast")));
        assertThat(access.toString()).doesNotContain(SECRET);
    }

    @Test
    void everyProblemOfAFileIsOneOfItsSetting() throws IOException {
        Path passwords = write("passwords", "alice\nbob\n");

        assertThat(problems("ROWCAST_PASSWORD_FILE", passwords)).hasSize(2).allSatisfy(problem -> {
            assertThat(problem.setting()).isEqualTo("ROWCAST_PASSWORD_FILE");
            assertThat(problem.found()).startsWith(passwords + " line ").contains("; to mend: ");
        });
    }

    @Test
    void rulesForUsersNeedUsers() throws IOException {
        Path acl = write("acl", "topic read orders/#\nuser alice\ntopic read #\n");
        Path general = write("general", "topic read orders/#\n");

        assertThat(problems("ROWCAST_ACL_FILE", acl)).singleElement().satisfies(problem -> {
            assertThat(problem.found()).isEqualTo("rules for users (alice), while nobody can log in");
            assertThat(problem.allowed()).contains("ROWCAST_PASSWORD_FILE");
        });
        assertThat(access("ROWCAST_ACL_FILE", general).aclFile()).isEqualTo(general);
    }

    @Test
    void tokensHaveOneKindOfKey() throws IOException {
        Path keys = write("keys", "no key\n");

        assertThat(problems("ROWCAST_JWT_SECRET", SECRET, "ROWCAST_JWT_KEYS_FILE", keys))
                .extracting(Problem::setting)
                .containsExactlyInAnyOrder("ROWCAST_JWT_KEYS_FILE", "ROWCAST_JWT_SECRET");
        assertThat(problems("ROWCAST_JWT_SECRET", "short")).singleElement().satisfies(problem -> {
            assertThat(problem.found()).isEqualTo('"' + Secret.MASK + '"');
            assertThat(problem.allowed()).contains("32 bytes");
        });
    }

    @Test
    void anotherBrokerHasItsOwnUsers() throws IOException {
        Path passwords = write("passwords", "");

        assertThat(problems(
                        "MQTT_URL", "mqtt://broker", "ROWCAST_PASSWORD_FILE", passwords, "ROWCAST_JWT_SECRET", SECRET))
                .extracting(Problem::setting)
                .containsExactly("ROWCAST_PASSWORD_FILE", "ROWCAST_JWT_SECRET");
    }

    @Test
    void thePageHasALoginWithBothParts() {
        assertThat(TestingSources.load(environment("ROWCAST_PAGE_USERNAME", "page", "ROWCAST_PAGE_PASSWORD", "s3cret"))
                        .settings()
                        .web()
                        .pageLogin())
                .isEqualTo(new Login("page", new Secret("s3cret")));
        assertThat(problems("ROWCAST_PAGE_USERNAME", "page"))
                .extracting(Problem::toString)
                .containsExactly("ROWCAST_PAGE_USERNAME (environment): found it without ROWCAST_PAGE_PASSWORD;"
                        + " allowed: both or none");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static AccessSettings access(Object... environment) {
        return TestingSources.load(environment(environment)).settings().mqtt().access();
    }

    private static List<Problem> problems(Object... environment) {
        return TestingSources.problems(environment(environment));
    }

    private static Map<String, String> environment(Object... namesAndTexts) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            environment.put(namesAndTexts[i].toString(), namesAndTexts[i + 1].toString());
        }
        return environment;
    }
}
