package dev.rowcast.terminal;

import org.jline.nativ.CLibrary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the system knows of the terminals behind this process's standard streams, asked anew at each call. Any thread.
 *
 * <p>The JDK tells only of input and output together, and of no size. Where JLine's native library can not be loaded, such as
 * in a read-only container without a place for temporary files, there is no terminal.
 */
public final class Tty {
    private static final Logger LOG = LoggerFactory.getLogger(Tty.class);

    private Tty() {}

    /** The streams with their file descriptors. */
    public enum Stream {
        INPUT(0),
        OUTPUT(1),
        ERROR(2);

        private final int descriptor;

        Stream(int descriptor) {
            this.descriptor = descriptor;
        }
    }

    /** Whether the stream is connected to a terminal. */
    public static boolean isTerminal(Stream stream) {
        try {
            return CLibrary.isatty(stream.descriptor) == 1;
        } catch (LinkageError | RuntimeException e) {
            LOG.debug("Terminals can not be asked for", e);
            return false;
        }
    }

    /** How large the terminal behind the stream is now; {@link TerminalSize#USUAL} where it does not tell. */
    public static TerminalSize size(Stream stream) {
        CLibrary.WinSize size = new CLibrary.WinSize();
        boolean told = CLibrary.ioctl(stream.descriptor, CLibrary.TIOCGWINSZ, size) == 0;
        int columns = Short.toUnsignedInt(size.ws_col);
        int rows = Short.toUnsignedInt(size.ws_row);
        return told && columns > 0 && rows > 0 ? new TerminalSize(columns, rows) : TerminalSize.USUAL;
    }
}
