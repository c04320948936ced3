package dev.rowcast.broker.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AclFileTest {
    private final Path file;

    AclFileTest(@TempDir Path directory) {
        this.file = directory.resolve("acl");
    }

    @Test
    void rulesAreForTheUserAboveThemOrForAnonymousClients() throws IOException {
        read(
                "# who may what",
                "topic read orders/state/1",
                "",
                "user alice",
                "topic read orders/#",
                "topic write commands/+",
                "user bob smith",
                "topic readwrite a topic with spaces",
                "topic both",
                "user alice",
                "topic read rowcast/status");

        assertThat(reads(null, "c", "orders/state/1")).isTrue();
        assertThat(reads(null, "c", "orders/state/2")).isFalse();
        assertThat(reads("alice", "c", "orders/state/2")).isTrue();
        assertThat(reads("alice", "c", "rowcast/status")).isTrue();
        assertThat(writes("alice", "c", "orders/state/2")).isFalse();
        assertThat(writes("alice", "c", "commands/stop")).isTrue();
        assertThat(reads("alice", "c", "commands/stop")).isFalse();
        assertThat(writes("bob smith", "c", "a topic with spaces")).isTrue();
        assertThat(reads("bob smith", "c", "both") && writes("bob smith", "c", "both"))
                .isTrue();
        assertThat(reads("bob smith", "c", "orders/state/1")).isFalse();
        assertThat(reads("nobody", "c", "orders/state/1")).isFalse();
    }

    @Test
    void denialsComeFirstWhereverTheyStand() throws IOException {
        read("user alice", "topic read orders/#", "topic deny orders/state/7", "pattern read orders/state/7");

        assertThat(reads("alice", "c", "orders/state/6")).isTrue();
        assertThat(reads("alice", "c", "orders/state/7")).isFalse();
        assertThat(reads("bob", "c", "orders/state/7")).isTrue();
    }

    @Test
    void aPatternsDenialDoesNotTakeAwayWhatIsGrantedToTheUserByName() throws IOException {
        read("pattern deny private/%u/#", "pattern read private/#", "user alice", "topic read private/alice/open");

        assertThat(reads("alice", "c", "private/alice/open")).isTrue();
        assertThat(reads("alice", "c", "private/alice/other")).isFalse();
        assertThat(reads("alice", "c", "private/bob/other")).isTrue();
    }

    @Test
    void patternsAreForEverybodyWithTheirOwnNames() throws IOException {
        read("user alice", "pattern read orders/%u/#", "pattern write devices/%c/%u");

        assertThat(reads("alice", "c1", "orders/alice/7")).isTrue();
        assertThat(reads("alice", "c1", "orders/bob/7")).isFalse();
        assertThat(reads("bob", "c1", "orders/bob/7")).isTrue();
        assertThat(writes("bob", "c1", "devices/c1/bob")).isTrue();
        assertThat(writes("bob", "c1", "devices/c2/bob")).isFalse();
    }

    @Test
    void whoHasNoNameMatchesNoPatternWithOne() throws IOException {
        read("pattern read orders/%u/#", "pattern read %u", "pattern write devices/%c");

        for (String topic : List.of("orders/null/1", "orders//1", "orders/%u/1", "null", "%u")) {
            assertThat(reads(null, "c", topic)).as(topic).isFalse();
            assertThat(reads("", "c", topic)).as(topic).isFalse();
        }
        assertThat(writes(null, "c", "devices/c")).isTrue();
        assertThat(writes(null, "", "devices/")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "#", "a/b", "a/#", "+/+", "a+", "a#", "/", "$SYS", "a\0", "$share"})
    void namesThatMeanSomethingInFiltersWidenNothing(String name) throws IOException {
        read("pattern read devices/%u/#", "pattern read clients/%c/#", "pattern read %u/#", "pattern read %c/#");
        List<String> topics = List.of(
                "devices/a/b",
                "devices/a/b/c",
                "devices/x/y",
                "clients/a/b/c",
                "clients/x",
                "a/b/c",
                "x",
                "$SYS/a",
                "/a");

        for (String topic : topics) {
            boolean own = name.equals("$SYS") && topic.startsWith("devices/$SYS");
            assertThat(reads(name, "-", topic)).as(topic).isEqualTo(own);
            assertThat(reads("-", name, topic)).as(topic).isEqualTo(own);
        }
    }

    @Test
    void aNameWithASlashIsDeniedWhatIsDeniedToIt() throws IOException {
        read("pattern deny private/%u", "pattern read private/#");

        assertThat(reads("a/b", "c", "private/a/b")).isFalse();
        assertThat(reads("a/b", "c", "private/a")).isTrue();
    }

    @Test
    void aClientsIdIsNotFilledInAgain() throws IOException {
        read("pattern read devices/%c");

        assertThat(reads("alice", "%u", "devices/alice")).isFalse();
        assertThat(reads("alice", "$1\\", "devices/$1\\")).isTrue();
    }

    @Test
    void wildcardsLeaveOutTopicsOfTheBroker() throws IOException {
        read("topic read #", "pattern read +/+");

        assertThat(reads(null, "c", "anything/at/all")).isTrue();
        assertThat(reads(null, "c", "$SYS/broker")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topics read a|'topics' begins no rule",
                "user|'user' without a name",
                "user a:b|'user' without a name",
                "topic|without a topic filter",
                "topic read|without a topic filter",
                "topic reed a/b|'reed' is no kind of access",
                "topic read a/#/b|'a/#/b' is no topic filter",
                "pattern read a+|'a+' is no topic filter",
                "topic read $share/x/a|'$share/x/a' is no topic filter",
            })
    void tellsWhatIsWrongAndWhere(String line, String cause) {
        assertThatThrownBy(() -> read("# rules", "topic read a", line))
                .isInstanceOf(AccessFileException.class)
                .hasMessageStartingWith(file + " line 3: ")
                .hasMessageContaining(cause)
                .hasMessageContaining("; to mend: ");
    }

    @Test
    void tellsAllProblemsAtOnce() {
        assertThatThrownBy(() -> read("topik read a", "topic read a/#", "topic read b+"))
                .hasMessageContainingAll("line 1", "line 3")
                .hasMessageNotContaining("line 2");
        assertThatThrownBy(() -> read("# nothing", "user alice", "topic deny a"))
                .hasMessageContaining("it grants nothing to anybody");
    }

    private void read(String... lines) throws IOException {
        Files.write(file, List.of(lines));
        AclFile.read(file);
    }

    private boolean reads(@Nullable String user, String clientId, String topic) throws IOException {
        return AclFile.read(file).reading(user, clientId).include(topic);
    }

    private boolean writes(@Nullable String user, String clientId, String topic) throws IOException {
        return AclFile.read(file).writing(user, clientId).include(topic);
    }
}
