/** What is to be done, and where it is put: nothing is sent to a customer. */
@NullMarked
package dev.rowcast.examples.assistant.rules;

import org.jspecify.annotations.NullMarked;
