package dev.rowcast.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds names that no setting has. In the configuration file and among {@code ROWCAST_*} variables every one is a problem.
 * {@code MYSQL_*} and {@code MQTT_*} variables may belong to other programs: one is a problem only if it is a single letter
 * away from a setting that is not given itself.
 */
final class UnknownNames {
    private static final Set<String> KNOWN = SettingsTable.all().stream()
            .flatMap(setting ->
                    setting.secret() ? Stream.of(setting.name(), setting.fileName()) : Stream.of(setting.name()))
            .collect(Collectors.toUnmodifiableSet());

    /** Kubernetes sets these in every container beside a service that is called rowcast. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("ROWCAST_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_\\d+_.*)?)");

    /** What starts Java reads this one. */
    private static final String JAVA_OPTIONS = "ROWCAST_JAVA_OPTIONS";

    private UnknownNames() {}

    static List<Problem> inFile(Layer file) {
        return new TreeSet<>(file.texts().keySet())
                .stream()
                        .filter(name -> !KNOWN.contains(name))
                        .map(name -> problem(name, file.place(), NearMatch.of(name, KNOWN)))
                        .toList();
    }

    static List<Problem> inEnvironment(Layer environment, Layer flags) {
        Map<String, String> texts = environment.texts();
        return new TreeSet<>(texts.keySet())
                .stream()
                        .filter(name -> !KNOWN.contains(name))
                        .flatMap(name -> judge(name, environment, flags).stream())
                        .toList();
    }

    private static Optional<Problem> judge(String name, Layer environment, Layer flags) {
        Optional<String> near = NearMatch.of(name, KNOWN);
        if (name.startsWith("ROWCAST_")) {
            boolean others = name.equals(SettingsTable.CONFIG_FILE)
                    || name.equals(JAVA_OPTIONS)
                    || SERVICE_LINK.matcher(name).matches();
            return others ? Optional.empty() : Optional.of(problem(name, environment.place(), near));
        }
        if (!name.startsWith("MYSQL_") && !name.startsWith("MQTT_")) {
            return Optional.empty();
        }
        return near.filter(match -> NearMatch.distance(name, match) == 1)
                .filter(match -> !environment.texts().containsKey(match)
                        && !flags.texts().containsKey(match))
                .map(match -> problem(name, environment.place(), near));
    }

    private static Problem problem(String name, String origin, Optional<String> near) {
        String advice = near.map(match -> "did you mean " + match + "?")
                .orElse("one of the settings that `rowcast config` lists");
        return new Problem(name, origin, "an unknown setting", advice);
    }
}
