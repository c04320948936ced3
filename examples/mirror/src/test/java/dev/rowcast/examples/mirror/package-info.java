@NullMarked
package dev.rowcast.examples.mirror;

import org.jspecify.annotations.NullMarked;
