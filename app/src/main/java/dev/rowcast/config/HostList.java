package dev.rowcast.config;

import dev.rowcast.config.DatabaseSettings.Address;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hosts as they are given, before it is known which port those have that name none.
 *
 * @param hosts at least one
 */
record HostList(List<Host> hosts) {
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([^]]+)]|([^:]+))(?::(\\d{1,5}))?");

    HostList {
        hosts = List.copyOf(hosts);
    }

    record Host(String name, @Nullable Integer port) {
        static Host parse(String text) {
            // An IPv6 address needs brackets only before a port.
            Matcher matcher = WITH_PORT.matcher(text);
            if (Formats.isHost(text) || !matcher.matches()) {
                return new Host(text, null);
            }
            String address = matcher.group(1);
            String port = matcher.group(3);
            return new Host(address == null ? matcher.group(2) : address, port == null ? null : Integer.valueOf(port));
        }
    }

    /**
     * Reads {@code host}, {@code host:port}, or several, separated by commas.
     *
     * @throws IllegalArgumentException if one is none, or given twice
     */
    static HostList parse(String text) {
        HostList list =
                new HostList(Formats.items(text).stream().map(Host::parse).toList());
        if (list.withPort(1).size() != list.hosts().size()) {
            throw new IllegalArgumentException("a host twice");
        }
        return list;
    }

    /** Each once, with this port where none was given. */
    List<Address> withPort(int port) {
        return hosts.stream()
                .map(host -> new Address(host.name(), host.port() == null ? port : host.port()))
                .distinct()
                .toList();
    }
}
