/** The loop that carries changes from a source to a broker and moves the checkpoint behind the acknowledgements. */
@NullMarked
package dev.rowcast.relay;

import org.jspecify.annotations.NullMarked;
