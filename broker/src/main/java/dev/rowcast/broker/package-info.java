/** The embedded MQTT broker: Moquette behind one small class, with routing and delivery of our own; the only code that knows Moquette. */
@NullMarked
package dev.rowcast.broker;

import org.jspecify.annotations.NullMarked;
