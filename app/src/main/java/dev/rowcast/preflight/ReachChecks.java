package dev.rowcast.preflight;

import java.util.List;

/** Judges whether a server can be found and connected to. What another attempt may cure is no error. */
public final class ReachChecks {
    private static final String NEEDED_NAME = "a name that this machine knows the address of, or an address";

    private ReachChecks() {}

    /** The database's server. */
    public static List<Finding> database(Reach reach) {
        return List.of(
                name(Check.DNS, reach, "MYSQL_HOST"),
                connection(
                        Check.TCP,
                        reach,
                        "a server that takes connections",
                        "start the server, mend MYSQL_HOST or MYSQL_PORT, or let the server's bind_address and the"
                                + " firewalls between admit this machine"));
    }

    /** An external broker. */
    public static List<Finding> broker(Reach reach) {
        return List.of(
                name(Check.BROKER_DNS, reach, "MQTT_URL"),
                connection(
                        Check.BROKER_TCP,
                        reach,
                        "a broker that takes connections",
                        "start the broker, mend host or port in MQTT_URL, or let the broker's listener and the firewalls"
                                + " between admit this machine"));
    }

    private static Finding name(Check check, Reach reach, String setting) {
        return reach.unknown() == null
                ? Finding.ok(check, found(reach), NEEDED_NAME)
                : new Finding(
                        check,
                        Severity.UNREACHABLE,
                        "no address for " + reach.host() + " (" + reach.unknown() + ")",
                        NEEDED_NAME,
                        "mend " + setting + ", or enter the name in DNS or in this machine's hosts file");
    }

    private static String found(Reach reach) {
        return reach.addresses().contains(reach.host())
                ? reach.host() + ", an address"
                : reach.host() + " is " + String.join(", ", reach.addresses());
    }

    private static Finding connection(Check check, Reach reach, String needed, String remedy) {
        if (reach.unknown() != null) {
            return Finding.notChecked(check, "no address is known");
        }
        return reach.refused() == null
                ? Finding.ok(check, "connected to port " + reach.port(), needed)
                : new Finding(
                        check,
                        Severity.UNREACHABLE,
                        "no connection to port " + reach.port() + " (" + reach.refused() + ")",
                        needed,
                        remedy);
    }
}
