@NullMarked
package dev.rowcast.examples.assistant.rules;

import org.jspecify.annotations.NullMarked;
