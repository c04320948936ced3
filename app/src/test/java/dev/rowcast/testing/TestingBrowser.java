package dev.rowcast.testing;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.opentest4j.TestAbortedException;

/**
 * A headless Chromium with an empty profile of its own. Browser and driver are those of the system, at their usual paths or
 * where {@code CHROME_BIN} and {@code CHROMEDRIVER_BIN} say: nothing is downloaded and nobody is called. Without them the
 * test is skipped, and says so. Closing leaves no process and no file.
 */
public final class TestingBrowser implements AutoCloseable {
    private static final List<String> BROWSERS = List.of(
            "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/opt/google/chrome/chrome");
    private static final List<String> DRIVERS =
            List.of("/usr/bin/chromedriver", "/usr/local/bin/chromedriver", "/usr/lib/chromium/chromedriver");
    private static final Duration DELETE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PAGE_TIMEOUT = Duration.ofSeconds(30);
    /** What Chromium says of all that it loads, over loopback too, when an interface comes or goes, as a container's. */
    private static final String NETWORK_CHANGED = "net::ERR_NETWORK_CHANGED";

    private final ChromeDriver driver;
    private final Path profile;
    /** Those that nobody has asked for yet. */
    private final List<String> complaints = new ArrayList<>();

    private TestingBrowser(ChromeDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
    }

    public static TestingBrowser start() throws IOException {
        Path browser = find("CHROME_BIN", BROWSERS);
        Path chromedriver = find("CHROMEDRIVER_BIN", DRIVERS);
        Path profile = Files.createTempDirectory("rowcast-browser");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .withLogOutput(OutputStream.nullOutputStream())
                .withEnvironment(Map.of("HOME", profile.toString(), "TMPDIR", profile.toString()))
                .build();
        ChromeDriver driver = new ChromeDriver(service, options(browser, profile));
        driver.manage().timeouts().pageLoadTimeout(PAGE_TIMEOUT).scriptTimeout(PAGE_TIMEOUT);
        driver.manage().window().setSize(new Dimension(1440, 900));
        return new TestingBrowser(driver, profile);
    }

    private static ChromeOptions options(Path browser, Path profile) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        return options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-default-apps",
                "--disable-sync",
                "--disable-features=OptimizationHints,MediaRouter,Translate",
                "--metrics-recording-only",
                "--lang=en-US",
                "--user-data-dir=" + profile);
    }

    public ChromeDriver driver() {
        return driver;
    }

    /** A number that a script in the page gives. */
    public double number(String script) {
        return ((Number) requireNonNull(driver.executeScript(script), script)).doubleValue();
    }

    /** The bytes of JavaScript objects that are still in use. */
    public double heapBytes() {
        driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        Object used = driver.executeCdpCommand("Runtime.getHeapUsage", Map.of()).get("usedSize");
        return ((Number) requireNonNull(used, "usedSize")).doubleValue();
    }

    /** Makes the page believe in a screen of this size, in CSS pixels; 0 by 0 ends that. */
    public void viewport(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 640));
    }

    /** Sets a media feature that people prefer, such as {@code prefers-color-scheme}. */
    public void prefer(String feature, String value) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", feature, "value", value))));
    }

    /** Loads a page with all that it names; anew, should this machine's network change meanwhile. */
    public void open(String url) {
        readLog();
        List<String> before = List.copyOf(complaints);
        Awaitility.await("a network that stays as it is, for " + url)
                .atMost(PAGE_TIMEOUT)
                .pollDelay(Duration.ZERO)
                .until(() -> {
                    complaints.clear();
                    complaints.addAll(before);
                    return loads(url);
                });
    }

    private boolean loads(String url) {
        try {
            driver.get(url);
        } catch (WebDriverException e) {
            if (!String.valueOf(e.getMessage()).contains(NETWORK_CHANGED)) {
                throw e;
            }
        }
        return readLog().noneMatch(message -> message.contains(NETWORK_CHANGED));
    }

    /** What the browser complained about since the last call: failed scripts, violations of the page's policy. */
    public List<String> complaints() {
        readLog();
        List<String> all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    /** Notes what it complained about since the last call of this. */
    private Stream<String> readLog() {
        List<String> messages = driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
        complaints.addAll(messages);
        return messages.stream();
    }

    @Override
    public void close() {
        driver.quit();
        deleteProfile();
    }

    /** The browser's last processes may still write for a moment. */
    private void deleteProfile() {
        Awaitility.await("the profile to be deleted").atMost(DELETE_TIMEOUT).until(() -> {
            try (Stream<Path> files = Files.walk(profile)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            } catch (NoSuchFileException | UncheckedIOException e) {
                return false;
            }
            return !Files.exists(profile);
        });
    }

    private static Path find(String variable, List<String> usualPaths) {
        String named = System.getenv(variable);
        Stream<String> candidates = named == null ? usualPaths.stream() : Stream.of(named);
        Optional<Path> found =
                candidates.map(Path::of).filter(Files::isExecutable).findFirst();
        return found.orElseThrow(() -> new TestAbortedException(
                "SKIPPED: no browser test, for there is none of " + usualPaths + "; set " + variable));
    }
}
