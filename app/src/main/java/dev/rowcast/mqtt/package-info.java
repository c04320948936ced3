/** The MQTT client: one connection to a broker, the embedded one or any other. */
@NullMarked
package dev.rowcast.mqtt;

import org.jspecify.annotations.NullMarked;
