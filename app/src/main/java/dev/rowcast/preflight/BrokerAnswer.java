package dev.rowcast.preflight;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of a look at a broker.
 *
 * @param facts empty if there was no login
 * @param failure what kept us from it, or from what comes behind it; empty if nothing did
 */
public record BrokerAnswer(Optional<BrokerFacts> facts, Optional<Finding> failure) {
    public BrokerAnswer {
        requireNonNull(facts, "facts is null");
        requireNonNull(failure, "failure is null");
        if (facts.isEmpty() && failure.isEmpty()) {
            throw new IllegalArgumentException("neither facts nor what kept us from them");
        }
    }

    public static BrokerAnswer of(BrokerFacts facts) {
        return new BrokerAnswer(Optional.of(facts), Optional.empty());
    }

    /** The same, of a broker on which it is known what we may do. */
    public BrokerAnswer withPermission(BrokerFacts.Permission permission) {
        return new BrokerAnswer(facts.map(known -> known.with(permission)), failure);
    }

    /** There was no login. */
    public static BrokerAnswer failed(Finding failure) {
        return new BrokerAnswer(Optional.empty(), Optional.of(failure));
    }

    /** Judges what comes behind the login, and what kept us from it, in the order of {@link Check}. */
    public List<Finding> judged() {
        List<Finding> findings = new ArrayList<>();
        facts.ifPresent(known ->
                findings.addAll(failure.isPresent() ? BrokerChecks.abilities(known) : BrokerChecks.check(known)));
        failure.ifPresent(findings::add);
        if (facts.isEmpty()) {
            failure.map(Finding::check)
                    .ifPresent(failed -> findings.addAll(Preflight.notChecked(failed, "there is no login")));
        }
        return findings;
    }
}
