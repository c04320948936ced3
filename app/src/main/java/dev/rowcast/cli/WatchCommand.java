package dev.rowcast.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.rowcast.ExitCode;
import dev.rowcast.change.TableId;
import dev.rowcast.config.Secret;
import dev.rowcast.config.Settings;
import dev.rowcast.message.MessageMapper;
import dev.rowcast.mqtt.BrokerAddress;
import dev.rowcast.terminal.Tty;
import dev.rowcast.watch.LineWatch;
import dev.rowcast.watch.LiveWatch;
import dev.rowcast.watch.WatchRequest;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** Shows a table as it changes: live in a terminal, or a line for each change. */
final class WatchCommand implements Command {
    private static final String TABLE = "--table";
    private static final String TABLE_DEFAULT = "orders";
    private static final String JSON = "--json";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(3);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(5);

    static void addOptions(CommandSpec spec) {
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .paramLabel("FILTER")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..*")
                .description("Which rows: column=value, != < <= > >=, column~part, or a word in any column. All have to"
                        + " hold.")
                .build());
        spec.addOption(OptionSpec.builder(TABLE)
                .type(String.class)
                .paramLabel("TABLE")
                .description("Table to show: table or database.table. Default: " + TABLE_DEFAULT + ".")
                .build());
        spec.addOption(OptionSpec.builder(JSON)
                .description("Print each event as it is received, a line of JSON.")
                .build());
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        WatchRequest request = request(invocation);
        boolean json = invocation.options().hasMatchedOption(JSON);
        boolean live = !json && invocation.terminal().live(Tty.Stream.OUTPUT) && Tty.isTerminal(Tty.Stream.INPUT);
        StopSignal signal = StopSignal.install(STOP_LIMIT);
        int exitCode = ExitCode.UNEXPECTED;
        try {
            if (live) {
                LiveWatch.run(request, invocation.terminal().colours(Tty.Stream.OUTPUT));
            } else {
                LineWatch.run(request, json, lines());
            }
            exitCode = ExitCode.OK;
        } catch (InterruptedException e) {
            // Told to stop, and has: the process ends with this thread.
            exitCode = ExitCode.OK;
        } catch (Exception e) {
            exitCode = ErrorLines.ofExecution(e, invocation.options());
        } finally {
            signal.finished(exitCode);
        }
        return exitCode;
    }

    /** Written out with each line, and told when nobody reads them. */
    private static PrintStream lines() {
        return new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), true, UTF_8);
    }

    private static WatchRequest request(Invocation invocation) {
        Settings settings = invocation.settings();
        Secret password = settings.mqtt().password();
        BrokerAddress broker = new BrokerAddress(
                requireNonNull(settings.mqtt().url(), "the command has a broker's URL as default"),
                settings.mqtt().username(),
                password == null ? null : password.value(),
                "rowcast-watch-" + UUID.randomUUID(),
                null,
                KEEP_ALIVE,
                BROKER_TIMEOUT);
        MessageMapper mapper = new MessageMapper(
                settings.topics().plan(),
                settings.topics().retain(),
                settings.messaging().events());
        return new WatchRequest(
                broker,
                settings.mqtt().transport(),
                table(invocation),
                mapper,
                invocation.options().matchedPositionalValue(0, List.of()));
    }

    private static TableId table(Invocation invocation) {
        String name = invocation.options().matchedOptionValue(TABLE, TABLE_DEFAULT);
        String[] parts = name.split("\\.", -1);
        if (parts.length > 2 || name.isBlank() || parts[0].isEmpty() || parts[parts.length - 1].isEmpty()) {
            throw new ParameterException(
                    invocation.options().commandSpec().commandLine(),
                    TABLE + ": found '" + name + "'; allowed: table or database.table");
        }
        String schema =
                parts.length == 2 ? parts[0] : invocation.settings().database().schema();
        return new TableId(schema, parts[parts.length - 1]);
    }
}
