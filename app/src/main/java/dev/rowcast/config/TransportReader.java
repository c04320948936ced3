package dev.rowcast.config;

import static dev.rowcast.config.SettingsTable.MQTT_TLS_CA;
import static dev.rowcast.config.SettingsTable.MQTT_TLS_CERT;
import static dev.rowcast.config.SettingsTable.MQTT_TLS_KEY;
import static dev.rowcast.config.SettingsTable.MQTT_URL;

import dev.rowcast.config.TransportSettings.Tls;
import dev.rowcast.pem.PemFile;
import dev.rowcast.pem.PemIdentity;
import dev.rowcast.pem.UnusablePemException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and checks how to speak to an external broker, certificates and key included. Used on one thread. */
final class TransportReader {
    private static final Set<String> ENCRYPTED = Set.of("mqtts", "wss");

    private final SettingsReader reader;

    TransportReader(SettingsReader reader) {
        this.reader = reader;
    }

    /** @param url the broker's; null for the embedded one, and after a problem */
    TransportSettings read(@Nullable URI url) {
        return new TransportSettings(reader.read(SettingsTable.MQTT_VERSION), readTls(url));
    }

    private Tls readTls(@Nullable URI url) {
        Path ca = reader.find(MQTT_TLS_CA);
        Path certificate = reader.find(MQTT_TLS_CERT);
        Path key = reader.find(MQTT_TLS_KEY);
        if (!isEncrypted(url)) {
            rejectAll("it for a broker that does not speak TLS", "it beside an MQTT_URL of mqtts:// or wss:// alone");
            return Tls.DEFAULTS;
        }
        if (ca != null) {
            check(
                    MQTT_TLS_CA,
                    () -> PemFile.certificates(ca),
                    "a PEM file of the CA that signed the broker's certificate");
        }
        if (certificate == null || key == null) {
            rejectHalf();
            return new Tls(ca, null, null);
        }
        check(
                MQTT_TLS_CERT,
                () -> PemIdentity.read(certificate, key),
                "a PEM certificate and its key that are valid today");
        return new Tls(ca, certificate, key);
    }

    private static boolean isEncrypted(@Nullable URI url) {
        return url != null && ENCRYPTED.contains(url.getScheme());
    }

    private void rejectAll(String found, String allowed) {
        for (Setting<Path> setting : List.of(MQTT_TLS_CA, MQTT_TLS_CERT, MQTT_TLS_KEY)) {
            if (reader.areSound(MQTT_URL, setting) && reader.isGiven(setting)) {
                reader.reject(setting, found, allowed);
            }
        }
    }

    private void rejectHalf() {
        for (Setting<Path> setting : List.of(MQTT_TLS_CERT, MQTT_TLS_KEY)) {
            if (reader.areSound(MQTT_TLS_CERT, MQTT_TLS_KEY) && reader.isGiven(setting)) {
                reader.reject(setting, "it alone", "MQTT_TLS_CERT and MQTT_TLS_KEY together, or neither");
            }
        }
    }

    /** How a file is looked at. */
    @FunctionalInterface
    private interface Look {
        Object at() throws UnusablePemException;
    }

    private void check(Setting<Path> setting, Look look, String allowed) {
        try {
            look.at();
        } catch (UnusablePemException e) {
            reader.reject(setting, String.valueOf(e.getMessage()), allowed);
        }
    }
}
