package dev.rowcast.watch;

import static java.util.Objects.requireNonNull;

import dev.rowcast.terminal.Line;
import dev.rowcast.terminal.Style;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the two ways on which rows come: the broker, and MySQL's feed as Rowcast tells it. Pure.
 *
 * @param brokerReason why it is not reached
 * @param online what {@code rowcast/status} says; null before it does on this connection
 * @param phase what {@code rowcast/info} says; null before it does on this connection
 * @param reason why it is in that phase
 * @param liveUntil when what is shown was last known to be current; null if it never was, or is
 */
record Signals(
        Broker broker,
        String brokerReason,
        @Nullable Boolean online,
        @Nullable String phase,
        String reason,
        @Nullable Instant liveUntil) {
    /** Before the first connection. */
    static final Signals UNKNOWN = new Signals(Broker.CONNECTING, "", null, null, "", null);

    private static final String STREAMING = "streaming";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    /** The connection to the broker. */
    enum Broker {
        CONNECTING,
        LIVE,
        LOST
    }

    Signals {
        requireNonNull(broker, "broker is null");
        requireNonNull(brokerReason, "brokerReason is null");
        requireNonNull(reason, "reason is null");
    }

    Signals connected() {
        return new Signals(Broker.LIVE, "", null, null, "", liveUntil);
    }

    Signals lost(String why, Instant now) {
        return new Signals(Broker.LOST, why, null, null, "", isLive() ? now : liveUntil);
    }

    Signals status(boolean isOnline, Instant now) {
        return new Signals(broker, brokerReason, isOnline, phase, reason, liveUntil).after(this, now);
    }

    Signals info(@Nullable String itsPhase, String itsReason, Instant now) {
        return new Signals(broker, brokerReason, online, itsPhase, itsReason, liveUntil).after(this, now);
    }

    private Signals after(Signals before, Instant now) {
        Instant until = isLive() ? null : before.isLive() ? now : liveUntil;
        return new Signals(broker, brokerReason, online, phase, reason, until);
    }

    /** Whether what is shown is what is. */
    boolean isLive() {
        return broker == Broker.LIVE && Boolean.TRUE.equals(online) && (phase == null || phase.equals(STREAMING));
    }

    /** Both of them, for the first line. */
    Line line() {
        Line ofBroker =
                switch (broker) {
                    case LIVE -> Line.of("●", Style.GOOD).plus(" broker live");
                    case CONNECTING -> Line.of("●", Style.WAITING).plus(" broker connecting");
                    case LOST -> Line.of("●", Style.BAD).plus(" broker lost", Style.BAD);
                };
        return ofBroker.plus("   ").plus(feed());
    }

    private Line feed() {
        if (broker != Broker.LIVE || (online == null && phase == null)) {
            return Line.of("● MySQL feed not known", Style.DIM);
        }
        if (isLive()) {
            return Line.of("●", Style.GOOD).plus(" MySQL feed streaming");
        }
        String words = phase == null || phase.equals(STREAMING) ? "offline" : phase;
        return Line.of("●", Style.BAD).plus(" MySQL feed " + words, Style.BAD);
    }

    /** What is to be said of rows that may be old; empty where they are not. */
    String staleness(ZoneId zone) {
        if (isLive()) {
            return "";
        }
        String since = liveUntil == null ? "Not live" : "Not live since " + TIME.format(liveUntil.atZone(zone));
        String why = broker == Broker.LOST ? brokerReason : reason;
        return why.isEmpty() ? since + "." : since + ": " + why;
    }
}
