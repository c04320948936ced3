package dev.rowcast.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FilterTest {
    private static final Map<String, Cell> ROW =
            Rows.row("{'id':7,'customer_name':'Ada Lovelace','status':'pending','total':'12.50',"
                    + "'quantity':3,'notes':null,'updated_at':'2026-11-20T09:12:00Z','tags':['gift']}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "PEND",
                "gift",
                "12.5",
                "status=pending",
                "status!=paid",
                "id=7",
                "total=12.5",
                "total>10",
                "total>=12.50",
                "total<100",
                "quantity<=3",
                "customer_name~LOVE",
                "notes=NULL",
                "notes!=x",
                "updated_at>2026-11-20",
                "ada status=pending total>10",
                "customer_name~\"ada love\"",
                "\"customer_name=Ada Lovelace\"",
            })
    void shows(String line) {
        assertThat(Filter.parse(line).shows(ROW)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob",
                "null",
                "status=Pending",
                "status!=pending",
                "total>100",
                "total<2",
                "quantity>3",
                "customer_name~bob",
                "notes=x",
                "notes>0",
                "notes<=0",
                "notes~null",
                "missing=1",
                "missing!=1",
                "ada status=paid",
                "customer_name=Ada Lovelace",
            })
    void hides(String line) {
        assertThat(Filter.parse(line).shows(ROW)).isFalse();
    }

    @Test
    void eachArgumentIsOneCondition() {
        assertThat(Filter.of(List.of("customer_name=Ada Lovelace", "ada love", " "))
                        .shows(ROW))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=pending total>10 ada", "\"customer_name=Ada Lovelace\" x", ""})
    void canBeTypedAgain(String line) {
        Filter filter = Filter.parse(line);

        assertThat(filter.toString()).isEqualTo(line);
        assertThat(Filter.parse(filter.toString())).isEqualTo(filter);
    }

    @Test
    void numbersOfAnySizeCostLittle() {
        Map<String, Cell> row = Rows.row("{'x':1E999999999,'y':'9" + "9".repeat(1000) + "'}");

        assertThat(Filter.parse("x=1 y=1").shows(row)).isFalse();
        assertThat(Filter.parse("x=1E-999999999").shows(row)).isFalse();
    }

    @Test
    void eventsAreShownWhenTheyLeaveTheSelection() {
        TableEvent event = Rows.update("pending", "shipped");

        assertThat(Filter.parse("status=pending").shows(event)).isTrue();
        assertThat(Filter.parse("status=shipped").shows(event)).isTrue();
        assertThat(Filter.parse("status=paid").shows(event)).isFalse();
    }

    @Test
    void eventsWithoutRowsAreShownByTheirKey() {
        TableEvent event = Rows.event("{'op':'delete','key':{'id':7}}");

        assertThat(Filter.parse("id=7").shows(event)).isTrue();
        assertThat(Filter.parse("status=paid").shows(event)).isFalse();
    }

    @Test
    void knowsWhichColumnIsMissing() {
        assertThat(Filter.parse("ada status=x statsu=y").missingColumn(ROW)).contains("statsu");
        assertThat(Filter.parse("ada status=x").missingColumn(ROW)).isEmpty();
    }
}
