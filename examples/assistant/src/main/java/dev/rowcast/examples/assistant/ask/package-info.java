/** Questions over HTTP, answered by a language model that has tools which can only read. */
@NullMarked
package dev.rowcast.examples.assistant.ask;

import org.jspecify.annotations.NullMarked;
