package dev.rowcast.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.preflight.MachineFacts.Directory;
import dev.rowcast.preflight.MachineFacts.Listening;
import dev.rowcast.preflight.MachineFacts.Port;
import dev.rowcast.preflight.MachineFacts.Use;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MachineChecksTest {
    private static final Directory PLENTY = new Directory(Path.of("/data"), Use.WRITABLE, 1L << 40);

    @Test
    void nothingIsWrong() {
        Port http = new Port(Check.HTTP_PORT, "127.0.0.1", 0, Listening.POSSIBLE);

        assertThat(MachineChecks.check(new MachineFacts(List.of(http), Optional.of(PLENTY), PLENTY)))
                .allMatch(finding -> finding.severity() == Severity.OK)
                .extracting(Finding::check)
                .containsExactly(Check.HTTP_PORT, Check.DATA_DIRECTORY, Check.DISK_SPACE, Check.TEMPORARY_DIRECTORY);
    }

    @ParameterizedTest
    @CsvSource({
        "TAKEN,ERROR,set ROWCAST_MQTT_PORT to another port",
        "TAKEN_BY_ROWCAST,WARNING,stop that one",
        "FORBIDDEN,ERROR,a port from 1024 on",
        "ELSEWHERE,ERROR,set ROWCAST_BIND"
    })
    void aPortThatCanNotBeListenedOnIsToldWithTheSettingThatChangesIt(
            Listening listening, Severity severity, String remedy) {
        Port port = new Port(Check.MQTT_PORT, "192.0.2.7", 883, listening);

        assertThat(MachineChecks.check(new MachineFacts(List.of(port), Optional.empty(), PLENTY)))
                .first()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(severity);
                    assertThat(finding.found()).startsWith("192.0.2.7:883, ");
                    assertThat(finding.remedy()).contains(remedy);
                });
    }

    @ParameterizedTest
    @CsvSource({"WRITABLE,OK", "CAN_BE_MADE,OK", "NOT_WRITABLE,ERROR", "NO_DIRECTORY,ERROR"})
    void theCheckpointNeedsADirectory(Use use, Severity severity) {
        Directory data = new Directory(Path.of("/data"), use, 1L << 40);

        assertThat(MachineChecks.check(new MachineFacts(List.of(), Optional.of(data), PLENTY)))
                .first()
                .extracting(Finding::severity)
                .isEqualTo(severity);
    }

    @Test
    void littleRoomIsWarnedOf() {
        Directory full = new Directory(Path.of("/data"), Use.WRITABLE, 3L << 20);

        assertThat(MachineChecks.check(new MachineFacts(List.of(), Optional.of(full), full)))
                .filteredOn(finding -> finding.severity() == Severity.WARNING)
                .extracting(Finding::found)
                .containsExactly("3 MiB free in /data", "3 MiB free in /data");
    }
}
