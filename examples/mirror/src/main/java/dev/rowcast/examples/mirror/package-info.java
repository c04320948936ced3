/** Keeps a table of another database equal to one that Rowcast tells of, through MQTT alone. */
@NullMarked
package dev.rowcast.examples.mirror;

import org.jspecify.annotations.NullMarked;
