/** What subscribers may rely on, over the embedded broker and over a real Mosquitto alike. */
@org.jspecify.annotations.NullMarked
package dev.rowcast.delivery;
