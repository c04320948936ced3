package dev.rowcast.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rowcast.config.InvalidSettingsException;
import dev.rowcast.config.Preset;
import dev.rowcast.config.SettingSources;
import dev.rowcast.config.Settings;
import dev.rowcast.config.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of the checkout, and what Rowcast makes of the settings in them. */
public final class Checkout {
    /** From the module in which tests run. */
    public static final Path ROOT = Path.of("..");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Checkout() {}

    public static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    /** Its documents; a key that stands twice is an error. */
    public static List<JsonNode> yaml(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<JsonNode> documents = new ArrayList<>();
        new Yaml(new SafeConstructor(options))
                .loadAll(text)
                .forEach(document -> documents.add(JSON.valueToTree(document)));
        return documents;
    }

    /** What {@code rowcast run} would follow in this environment; fails with every problem if it would not start. */
    public static Settings settings(Map<String, String> environment) {
        try {
            return SettingsLoader.load(new SettingSources(Map.of(), environment, null, Preset.RUN))
                    .settings();
        } catch (InvalidSettingsException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
