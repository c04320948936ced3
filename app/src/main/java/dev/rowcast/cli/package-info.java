/** The command line: parses, prints, and turns outcomes into exit codes. */
@NullMarked
package dev.rowcast.cli;

import org.jspecify.annotations.NullMarked;
