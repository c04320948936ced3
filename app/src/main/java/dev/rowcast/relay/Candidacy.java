package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

/**
 * How a Rowcast contends with others of its name, and what it does while another leads.
 *
 * @param standbyConnector opens connections with a client id of their own, whose Last Will clears the standby's topic
 * @param standbyTopic where it says that it stands by; retained
 */
public record Candidacy(Election election, BrokerConnector standbyConnector, String standbyTopic) {
    /** Nobody contends. */
    public static final Candidacy UNCONTESTED = new Candidacy(
            Election.UNCONTESTED,
            () -> {
                throw new IllegalStateException("one that nobody contends with never stands by");
            },
            RelayTopics.standby("nobody"));

    public Candidacy {
        requireNonNull(election, "election is null");
        requireNonNull(standbyConnector, "standbyConnector is null");
        requireNonNull(standbyTopic, "standbyTopic is null");
    }
}
