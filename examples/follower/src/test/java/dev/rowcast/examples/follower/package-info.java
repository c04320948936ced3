@NullMarked
package dev.rowcast.examples.follower;

import org.jspecify.annotations.NullMarked;
