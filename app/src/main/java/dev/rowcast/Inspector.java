package dev.rowcast;

import dev.rowcast.BrokerInspector.Look;
import dev.rowcast.config.Settings;
import dev.rowcast.preflight.Group;
import dev.rowcast.preflight.MachineChecks;
import dev.rowcast.preflight.MachineFacts;
import dev.rowcast.preflight.Report;
import dev.rowcast.preflight.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at everything that {@code run} needs, at once: what keeps one thing from being looked at does not keep others. Uses what
 * {@code run} itself uses for it, and changes nothing.
 */
public final class Inspector {
    private Inspector() {}

    /** On the calling thread; takes seconds, for each server that does not answer some more. */
    public static Report inspect(Settings settings) throws InterruptedException {
        Look broker = new BrokerInspector(settings).look();
        List<Section> sections = new ArrayList<>(new DatabaseInspector(settings, broker).look());
        sections.add(broker.section());
        MachineFacts machine = RunningRowcast.recognised(MachineInspector.inspect(settings), settings.web());
        sections.add(new Section(Group.MACHINE, "for " + settings.name(), MachineChecks.check(machine)));
        return new Report(sections);
    }
}
