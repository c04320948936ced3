/** Who may do what on the embedded broker: users, their passwords, tokens and rights. Knows neither Moquette nor Netty. */
@NullMarked
package dev.rowcast.broker.access;

import org.jspecify.annotations.NullMarked;
