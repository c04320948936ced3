package dev.rowcast.preflight;

import dev.rowcast.preflight.MachineFacts.Directory;
import dev.rowcast.preflight.MachineFacts.Port;
import dev.rowcast.preflight.MachineFacts.Use;
import java.util.ArrayList;
import java.util.List;

/** Judges whether Rowcast finds on its machine what it needs. A pure function of what the machine tells. */
public final class MachineChecks {
    /** A checkpoint has some kilobytes, and is written beside the former one. */
    private static final long DISK_BYTES = 16L << 20;

    private static final long TEMPORARY_BYTES = 256L << 20;
    private static final String NEEDED_PORT = "a port that nobody listens on";
    private static final String NEEDED_DATA = "a directory that can be written to, for the checkpoint";
    private static final String NEEDED_TEMPORARY = (TEMPORARY_BYTES >> 20)
            + " MiB or more, for rows of large XA transactions wait there until these are decided";

    private MachineChecks() {}

    /** One finding for each thing that was looked at, in the order of {@link Check}. */
    public static List<Finding> check(MachineFacts facts) {
        List<Finding> findings = new ArrayList<>();
        facts.ports().stream().map(MachineChecks::port).forEach(findings::add);
        facts.data()
                .ifPresentOrElse(
                        data -> {
                            findings.add(data(data));
                            findings.add(space(data));
                        },
                        () -> findings.add(Finding.ok(
                                Check.DATA_DIRECTORY, "not used, for the broker keeps the checkpoint", NEEDED_DATA)));
        findings.add(temporary(facts.temporary()));
        return findings;
    }

    private static Finding port(Port port) {
        String address = port.bind() + ":" + port.number();
        String setting = port.check().title();
        return switch (port.listening()) {
            case POSSIBLE ->
                Finding.ok(
                        port.check(),
                        port.number() == 0 ? "0, any port that is free" : address + ", which is free",
                        NEEDED_PORT);
            case TAKEN ->
                new Finding(
                        port.check(),
                        Severity.ERROR,
                        address + ", which is in use",
                        NEEDED_PORT,
                        "stop what listens there, or set " + setting + " to another port");
            case TAKEN_BY_ROWCAST ->
                new Finding(
                        port.check(),
                        Severity.WARNING,
                        address + ", where a Rowcast runs already",
                        NEEDED_PORT,
                        "stop that one before another is started, or set " + setting + " to another port for it");
            case FORBIDDEN ->
                new Finding(
                        port.check(),
                        Severity.ERROR,
                        address + ", which the system does not let this user listen on",
                        NEEDED_PORT,
                        "set " + setting + " to a port from 1024 on");
            case ELSEWHERE ->
                new Finding(
                        port.check(),
                        Severity.ERROR,
                        address + ", which is no address of this machine",
                        NEEDED_PORT,
                        "set ROWCAST_BIND to an address of this machine, 127.0.0.1 or 0.0.0.0 for all");
        };
    }

    private static Finding data(Directory data) {
        String path = data.path().toString();
        return switch (data.use()) {
            case WRITABLE -> Finding.ok(Check.DATA_DIRECTORY, path, NEEDED_DATA);
            case CAN_BE_MADE -> Finding.ok(Check.DATA_DIRECTORY, path + ", which will be made", NEEDED_DATA);
            case NOT_WRITABLE ->
                new Finding(
                        Check.DATA_DIRECTORY,
                        Severity.ERROR,
                        path + ", which this user may not write to",
                        NEEDED_DATA,
                        "let this user write there, or set ROWCAST_DATA_DIR to another directory");
            case NO_DIRECTORY ->
                new Finding(
                        Check.DATA_DIRECTORY,
                        Severity.ERROR,
                        path + ", which is no directory",
                        NEEDED_DATA,
                        "set ROWCAST_DATA_DIR to a directory");
        };
    }

    /** A warning alone: without room streaming goes on, and what was not saved is sent again after a restart. */
    private static Finding space(Directory data) {
        String found = free(data);
        String needed = (DISK_BYTES >> 20) + " MiB or more, for the checkpoint";
        return data.freeBytes() >= DISK_BYTES
                ? Finding.ok(Check.DISK_SPACE, found, needed)
                : new Finding(
                        Check.DISK_SPACE,
                        Severity.WARNING,
                        found,
                        needed,
                        "make room there, or set ROWCAST_DATA_DIR to a directory on another disk");
    }

    private static Finding temporary(Directory temporary) {
        boolean writable = temporary.use() == Use.WRITABLE;
        String found = writable ? free(temporary) : temporary.path() + ", which can not be written to";
        return writable && temporary.freeBytes() >= TEMPORARY_BYTES
                ? Finding.ok(Check.TEMPORARY_DIRECTORY, found, NEEDED_TEMPORARY)
                : new Finding(
                        Check.TEMPORARY_DIRECTORY,
                        Severity.WARNING,
                        found,
                        NEEDED_TEMPORARY,
                        "make room there, or name another directory in JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=…");
    }

    private static String free(Directory directory) {
        return (directory.freeBytes() >> 20) + " MiB free in " + directory.path();
    }
}
