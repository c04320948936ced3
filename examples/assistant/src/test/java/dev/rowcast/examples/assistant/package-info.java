@NullMarked
package dev.rowcast.examples.assistant;

import org.jspecify.annotations.NullMarked;
