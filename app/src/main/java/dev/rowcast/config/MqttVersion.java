package dev.rowcast.config;

import java.util.Arrays;

/** Which versions of MQTT to speak to an external broker. */
public enum MqttVersion {
    /** MQTT 5, and 3.1.1 to a broker that refuses it. */
    AUTO("auto"),
    /** MQTT 5 alone. */
    V5("5"),
    /** MQTT 3.1.1 alone. */
    V3_1_1("3.1.1");

    private final String text;

    MqttVersion(String text) {
        this.text = text;
    }

    /** Reads it as it is written in settings. */
    static MqttVersion parse(String text) {
        return Arrays.stream(values())
                .filter(version -> version.text.equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    /** As it is written in settings. */
    @Override
    public String toString() {
        return text;
    }
}
