/** What we ask of the channels of a client that another library opens; it knows Netty alone. */
@NullMarked
package dev.rowcast.netty;

import org.jspecify.annotations.NullMarked;
