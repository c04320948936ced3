package dev.rowcast.config;

import static dev.rowcast.config.SettingsTable.ACL_FILE;
import static dev.rowcast.config.SettingsTable.ALLOW_ANONYMOUS;
import static dev.rowcast.config.SettingsTable.JWT_AUDIENCE;
import static dev.rowcast.config.SettingsTable.JWT_ISSUER;
import static dev.rowcast.config.SettingsTable.JWT_KEYS_FILE;
import static dev.rowcast.config.SettingsTable.JWT_SECRET;
import static dev.rowcast.config.SettingsTable.MQTT_URL;
import static dev.rowcast.config.SettingsTable.PASSWORD_FILE;

import dev.rowcast.broker.access.AccessFileException;
import dev.rowcast.broker.access.AclFile;
import dev.rowcast.broker.access.JwtSettings;
import dev.rowcast.broker.access.PasswordFile;
import dev.rowcast.config.AccessSettings.Tokens;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads and checks who may do what on the embedded broker, its files included. Used on one thread. */
final class AccessReader {
    private static final List<Setting<?>> OF_THE_EMBEDDED_BROKER =
            List.of(PASSWORD_FILE, ACL_FILE, JWT_SECRET, JWT_KEYS_FILE, JWT_ISSUER, JWT_AUDIENCE);

    private final SettingsReader reader;

    AccessReader(SettingsReader reader) {
        this.reader = reader;
    }

    AccessSettings read() {
        Path passwordFile = reader.find(PASSWORD_FILE);
        Path aclFile = reader.find(ACL_FILE);
        AccessSettings access = new AccessSettings(passwordFile, aclFile, reader.read(ALLOW_ANONYMOUS), readTokens());
        if (passwordFile != null) {
            check(PASSWORD_FILE, () -> PasswordFile.read(passwordFile), "a file as `rowcast passwd` makes it");
        }
        if (aclFile != null) {
            check(ACL_FILE, () -> checkAcl(access, AclFile.read(aclFile)), "a file of user, topic and pattern lines");
        }
        return access;
    }

    private @Nullable Tokens readTokens() {
        Secret secret = reader.find(JWT_SECRET);
        Path keysFile = reader.find(JWT_KEYS_FILE);
        String issuer = reader.find(JWT_ISSUER);
        String audience = reader.find(JWT_AUDIENCE);
        if (keysFile != null) {
            check(
                    JWT_KEYS_FILE,
                    () -> new JwtSettings.KeysFile(keysFile).check(),
                    "a file of public keys, in PEM or as a JSON Web Key Set");
        }
        if (secret != null && keysFile != null) {
            reader.reject(JWT_SECRET, "a secret beside " + JWT_KEYS_FILE.name(), "only one of them");
            return null;
        }
        if (secret == null && keysFile == null) {
            for (Setting<String> setting : List.of(JWT_ISSUER, JWT_AUDIENCE)) {
                if (reader.areSound(JWT_SECRET, JWT_KEYS_FILE, setting) && reader.isGiven(setting)) {
                    reader.reject(
                            setting,
                            "a check of tokens without a key",
                            "it beside ROWCAST_JWT_SECRET or _KEYS_FILE alone");
                }
            }
            return null;
        }
        return new Tokens(secret, keysFile, issuer, audience);
    }

    /** What is right in itself and can not be meant. */
    private void checkAcl(AccessSettings access, AclFile acl) {
        boolean sound = reader.areSound(PASSWORD_FILE, JWT_SECRET, JWT_KEYS_FILE);
        if (sound && access.withoutUsers() && !acl.users().isEmpty()) {
            reader.reject(
                    ACL_FILE,
                    "rules for users (" + String.join(", ", new TreeSet<>(acl.users())) + "), while nobody can log in",
                    "it beside ROWCAST_PASSWORD_FILE, ROWCAST_JWT_SECRET or ROWCAST_JWT_KEYS_FILE; alone, only with rules"
                            + " before the first user line");
        }
    }

    /** To be called when everything has been read. */
    void checkWith(MqttSettings mqtt, boolean loopback) {
        if (!mqtt.embedded()) {
            OF_THE_EMBEDDED_BROKER.stream()
                    .filter(setting -> reader.areSound(setting, MQTT_URL) && reader.isGiven(setting))
                    .forEach(setting -> reader.reject(
                            setting,
                            "a setting of the embedded broker, while MQTT_URL names another",
                            "only one of them; users and rights of that broker are set there"));
        } else if (!loopback && mqtt.access().withoutUsers() && !mqtt.access().allowAnonymous() && areSound()) {
            reader.reject(
                    SettingsTable.BIND,
                    mqtt.bind() + ", where the embedded broker would show every row to everybody in reach",
                    "ROWCAST_PASSWORD_FILE (`rowcast passwd FILE USER` makes one) or ROWCAST_JWT_SECRET or"
                            + " ROWCAST_JWT_KEYS_FILE with it; or ROWCAST_ALLOW_ANONYMOUS=true (--allow-anonymous) if that"
                            + " is meant; or 127.0.0.1");
        }
    }

    private boolean areSound() {
        return reader.areSound(SettingsTable.BIND, MQTT_URL, PASSWORD_FILE, JWT_SECRET, JWT_KEYS_FILE, ALLOW_ANONYMOUS);
    }

    /** How a file is looked at. */
    @FunctionalInterface
    private interface Look {
        void at() throws AccessFileException;
    }

    private void check(Setting<?> setting, Look look, String allowed) {
        try {
            look.at();
        } catch (AccessFileException e) {
            String.valueOf(e.getMessage()).lines().forEach(line -> reader.reject(setting, line, allowed));
        }
    }
}
