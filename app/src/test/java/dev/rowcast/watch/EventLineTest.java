package dev.rowcast.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class EventLineTest {

    @Test
    void tellsWhatAnUpdateChanged() {
        assertThat(line(
                        "{'op':'update','key':{'id':7},'before':{'id':7,'status':'pending','note':null,'updated_at':'1'},"
                                + "'after':{'id':7,'status':'shipped','note':'','updated_at':'2'}}"))
                .isEqualTo("12:00:01.123 updated 7 status pending → shipped, note NULL → ''");
    }

    @Test
    void tellsTheFirstColumnsOfWhatCameOrWent() {
        assertThat(
                        line(
                                "{'op':'insert','key':{'id':7},'before':null,'after':{'id':7,'name':'Ada','note':null,'what':'Lamp','n':1}}"))
                .isEqualTo("12:00:01.123 inserted 7 Ada, Lamp");
        assertThat(line("{'op':'delete','key':{'id':7},'before':{'id':7,'name':'Ada'},'after':null}"))
                .isEqualTo("12:00:01.123 deleted 7 Ada");
    }

    @Test
    void tellsOfOddOnes() {
        assertThat(line("{'op':'update','key':{'id':7},'before':{'updated_at':'1'},'after':{'updated_at':'2'}}"))
                .endsWith("nothing but its time");
        assertThat(line("{'op':'update','key':{'a':1,'b':'x'},'before':null,'after':null}"))
                .endsWith("updated 1,x without its row, which is too large");
        assertThat(line("{'op':'update','key':{'id':7},'before':{'a':1},'after':{'b':2}}"))
                .endsWith("a 1 → nothing, b nothing → 2");
    }

    @Test
    void hasNeitherEscapeSequencesNorManyLines() {
        assertThat(line("{'op':'insert','key':{'id':'\\u001b[2J'},'after':{'x':'a\\nb\\u009b31m'}}"))
                .isEqualTo("12:00:01.123 inserted ␛[2J a␊b�31m");
    }

    @Test
    void shortensLongValues() {
        assertThat(line("{'op':'insert','key':{'id':7},'after':{'x':'" + "y".repeat(1000) + "'}}"))
                .hasSize(145)
                .endsWith("y…");
    }

    @Test
    void hasTheTimeOfTheCommit() {
        assertThat(EventLine.of(Rows.update("a", "b"), Instant.EPOCH, ZoneOffset.ofHours(1)))
                .startsWith("10:12:00.123 ");
    }

    private static String line(String json) {
        return EventLine.of(Rows.event(json), Instant.parse("2026-11-20T12:00:01.123Z"), ZoneOffset.UTC);
    }
}
