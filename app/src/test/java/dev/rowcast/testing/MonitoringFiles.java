package dev.rowcast.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the repository has for Prometheus and Grafana, and which metrics each part names. Pure. */
public final class MonitoringFiles {
    private static final Path MONITORING = Checkout.ROOT.resolve("deploy/monitoring");
    private static final Path DOCUMENT = Checkout.ROOT.resolve("docs/metrics.md");

    /** Strings, label matchers, ranges, and lists of labels: no metric's name stands in them. */
    private static final Pattern NO_NAMES =
            Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(by|on|without|ignoring)\\s*\\([^)]*\\)");

    private static final Pattern NAME = Pattern.compile("\\b[a-z_:][a-z0-9_:]*\\b(?!\\s*\\()");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "offset", "bool");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(rowcast_\\w+)");
    private static final Pattern HEADING = Pattern.compile("(?m)^### (\\w+)$");

    private MonitoringFiles() {}

    /**
     * A rule that Prometheus judges.
     *
     * @param annotations by name: what people are told
     */
    public record Alert(String name, String expression, Map<String, String> annotations) {
        public Alert {
            annotations = Map.copyOf(annotations);
        }
    }

    /** What the dashboard's panels and variables ask for. */
    public static List<String> dashboardExpressions() throws IOException {
        JsonNode dashboard =
                new ObjectMapper().readTree(MONITORING.resolve("dashboard.json").toFile());
        List<String> expressions = new ArrayList<>(dashboard.findValuesAsText("expr"));
        for (String definition : dashboard.findValuesAsText("definition")) {
            expressions.add(definition.replaceFirst("label_values\\((.*), \\w+\\)", "$1"));
        }
        return expressions;
    }

    public static List<Alert> alerts() throws IOException {
        String text = Files.readString(MONITORING.resolve("alerts.yml"));
        List<Alert> alerts = new ArrayList<>();
        for (JsonNode rule : Checkout.yaml(text).get(0).at("/groups/0/rules")) {
            alerts.add(alert(rule));
        }
        return alerts;
    }

    private static Alert alert(JsonNode rule) {
        Map<String, String> annotations = new TreeMap<>();
        for (Map.Entry<String, JsonNode> annotation : rule.get("annotations").properties()) {
            annotations.put(annotation.getKey(), annotation.getValue().textValue());
        }
        return new Alert(rule.get("alert").textValue(), rule.get("expr").textValue(), annotations);
    }

    /** The names in a PromQL expression, of a histogram those of its parts. */
    public static Set<String> metrics(String expression) {
        return NAME.matcher(NO_NAMES.matcher(expression).replaceAll(" "))
                .results()
                .map(MatchResult::group)
                .filter(name -> !OPERATORS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All metrics that dashboard and alerts name, but {@code up}, which Prometheus makes. */
    public static Set<String> used() throws IOException {
        Stream<String> alerts = alerts().stream().map(Alert::expression);
        Set<String> names = Stream.concat(dashboardExpressions().stream(), alerts)
                .flatMap(expression -> metrics(expression).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        names.remove("up");
        return names;
    }

    /** Rowcast's own metrics in the tables of the document. */
    public static Set<String> documented() throws IOException {
        return found(DOCUMENTED);
    }

    /** The headings that runbook links may lead to. */
    public static Set<String> runbooks() throws IOException {
        return found(HEADING);
    }

    private static Set<String> found(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(DOCUMENT))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of all series in an answer of {@code /metrics}. */
    public static Set<String> series(String scrape) {
        return scrape.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("[{ ].*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of all metrics in an answer of {@code /metrics}: a histogram is one, whatever its parts. */
    public static Set<String> families(String scrape) {
        return scrape.lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
