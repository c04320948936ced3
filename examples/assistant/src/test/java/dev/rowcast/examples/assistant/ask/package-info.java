@NullMarked
package dev.rowcast.examples.assistant.ask;

import org.jspecify.annotations.NullMarked;
