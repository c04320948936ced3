package dev.rowcast.preflight;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the machine that Rowcast runs on has for it.
 *
 * @param ports to listen on
 * @param data the directory of the checkpoint; empty where the broker keeps it
 * @param temporary where rows of large XA transactions wait for their decision
 */
public record MachineFacts(List<Port> ports, Optional<Directory> data, Directory temporary) {
    public MachineFacts {
        requireNonNull(data, "data is null");
        requireNonNull(temporary, "temporary is null");
        ports = List.copyOf(ports);
    }

    /** Whether a port can be listened on. */
    public enum Listening {
        POSSIBLE,
        /** Somebody else listens there. */
        TAKEN,
        /** A Rowcast listens there. */
        TAKEN_BY_ROWCAST,
        /** The system keeps it for others. */
        FORBIDDEN,
        /** The address is none of this machine. */
        ELSEWHERE
    }

    /**
     * A port.
     *
     * @param check which one
     * @param number 0 for any that is free
     */
    public record Port(Check check, String bind, int number, Listening listening) {
        public Port {
            requireNonNull(check, "check is null");
            requireNonNull(bind, "bind is null");
            requireNonNull(listening, "listening is null");
        }
    }

    /** What can be done with a directory. */
    public enum Use {
        WRITABLE,
        /** It does not exist, and can be made. */
        CAN_BE_MADE,
        NOT_WRITABLE,
        /** Something else has its name. */
        NO_DIRECTORY
    }

    /**
     * A directory.
     *
     * @param freeBytes on its disk, for us
     */
    public record Directory(Path path, Use use, long freeBytes) {
        public Directory {
            requireNonNull(path, "path is null");
            requireNonNull(use, "use is null");
        }
    }
}
