@NullMarked
package dev.rowcast.examples.assistant.orders;

import org.jspecify.annotations.NullMarked;
