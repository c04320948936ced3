/** Turns changes into MQTT messages: topics, payloads, versions. Pure functions, no input or output. */
@NullMarked
package dev.rowcast.message;

import org.jspecify.annotations.NullMarked;
