/** Follows one table over MQTT: its rows' state, its events, and when all that is retained has been read. */
@NullMarked
package dev.rowcast.examples.follower;

import org.jspecify.annotations.NullMarked;
