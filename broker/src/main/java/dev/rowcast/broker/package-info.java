/** The embedded MQTT broker: Moquette behind one small class, the only code that knows Moquette and Netty. */
@NullMarked
package dev.rowcast.broker;

import org.jspecify.annotations.NullMarked;
