package dev.rowcast.examples.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.examples.follower.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MirrorSettingsTest {
    @Test
    void theDemoNeedsTheTargetAlone() throws Exception {
        MirrorSettings settings =
                MirrorSettings.of(Map.of("MIRROR_JDBC_URL", "jdbc:mysql://127.0.0.1:3308/copy", "MIRROR_USER", "root"));
        assertThat(settings.source().broker()).hasToString("mqtt://127.0.0.1:1883");
        assertThat(settings.source().table()).isEqualTo("orders");
        assertThat(settings.target().table()).isEqualTo("orders");
    }

    @Test
    void secretsMayStandInFilesAndAreNotShown(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "s3cret\n");
        MirrorSettings settings = MirrorSettings.of(Map.of(
                "MIRROR_JDBC_URL",
                "jdbc:mysql://127.0.0.1:3308/copy?password=s3cret",
                "MIRROR_USER",
                "root",
                "MIRROR_PASSWORD_FILE",
                file.toString(),
                "MQTT_PASSWORD",
                "s3cret"));
        assertThat(settings.target().password()).isEqualTo("s3cret");
        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    @Test
    void everyProblemIsToldAtOnce() {
        assertThatThrownBy(() -> MirrorSettings.of(Map.of(
                        "MQTT_URL",
                        "mqtt://a b",
                        "MIRROR_RECEIVE_MAXIMUM",
                        "0",
                        "MIRROR_PASSWORD_FILE",
                        "/nowhere/password")))
                .isInstanceOf(Environment.InvalidException.class)
                .hasMessageContainingAll(
                        "MQTT_URL", "MIRROR_RECEIVE_MAXIMUM", "/nowhere/password", "MIRROR_JDBC_URL", "MIRROR_USER");
    }

    @Test
    void whatIsNoAddressIsRefused() {
        assertThatThrownBy(() -> MirrorSettings.of(Map.of("MIRROR_JDBC_URL", "localhost", "MIRROR_USER", "root")))
                .hasMessageContaining("jdbc:mysql://");
        assertThatThrownBy(() -> MirrorSettings.of(Map.of(
                        "MIRROR_JDBC_URL", "jdbc:mysql://h/copy", "MIRROR_USER", "root", "MQTT_URL", "http://h")))
                .hasMessageContaining("mqtt://host:port");
    }
}
