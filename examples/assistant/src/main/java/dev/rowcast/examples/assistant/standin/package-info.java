/** Speaks the model's protocol without a model. */
@NullMarked
package dev.rowcast.examples.assistant.standin;

import org.jspecify.annotations.NullMarked;
