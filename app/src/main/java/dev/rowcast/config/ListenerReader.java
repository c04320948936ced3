package dev.rowcast.config;

import static dev.rowcast.config.SettingsTable.TLS_CERT;
import static dev.rowcast.config.SettingsTable.TLS_CLIENT_CA;
import static dev.rowcast.config.SettingsTable.TLS_KEY;

import dev.rowcast.broker.TlsFiles;
import dev.rowcast.broker.UnusableTlsException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and checks how the embedded broker takes connections, its certificate included. Used on one thread. */
final class ListenerReader {
    private final SettingsReader reader;

    ListenerReader(SettingsReader reader) {
        this.reader = reader;
    }

    ListenerSettings read() {
        return new ListenerSettings(
                Math.toIntExact(reader.read(SettingsTable.MAX_CLIENTS)),
                Math.toIntExact(reader.read(SettingsTable.MAX_CLIENTS_PER_ADDRESS)),
                new HashSet<>(readOrigins()),
                readTls());
    }

    private List<String> readOrigins() {
        List<String> origins = reader.find(SettingsTable.WS_ORIGINS);
        return origins == null ? List.of() : origins;
    }

    private @Nullable TlsFiles readTls() {
        Path certificate = reader.find(TLS_CERT);
        Path key = reader.find(TLS_KEY);
        Path clientCa = reader.find(TLS_CLIENT_CA);
        if (certificate == null || key == null) {
            for (Setting<Path> setting : List.of(TLS_CERT, TLS_KEY, TLS_CLIENT_CA)) {
                if (reader.isGiven(setting) && reader.areSound(TLS_CERT, TLS_KEY, TLS_CLIENT_CA)) {
                    reader.reject(setting, "it alone", "ROWCAST_TLS_CERT and ROWCAST_TLS_KEY together, or neither");
                }
            }
            return null;
        }
        TlsFiles files = new TlsFiles(certificate, key, clientCa);
        try {
            files.check();
        } catch (UnusableTlsException e) {
            reader.reject(
                    TLS_CERT, String.valueOf(e.getMessage()), "a PEM certificate and its key that are valid today");
        }
        return files;
    }
}
