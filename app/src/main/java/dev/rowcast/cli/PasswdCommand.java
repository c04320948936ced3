package dev.rowcast.cli;

import static java.util.Objects.requireNonNull;

import dev.rowcast.ExitCode;
import dev.rowcast.broker.access.AccessFileException;
import dev.rowcast.broker.access.PasswordFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Adds a user to a file of passwords, changes a password, or removes a user. Needs no settings. */
record PasswdCommand(PasswordPrompt prompt) {
    static final String NAME = "passwd";

    private static final String DELETE = "--delete";
    private static final String ITERATIONS = "--iterations";
    private static final int PASSWORD_BYTES_MAX = 65_535;

    static void addOptions(CommandSpec spec) {
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .paramLabel("FILE")
                .type(Path.class)
                .required(true)
                .description("File of users, as ROWCAST_PASSWORD_FILE names it; made where there is none.")
                .build());
        spec.addPositional(PositionalParamSpec.builder()
                .index("1")
                .paramLabel("USER")
                .type(String.class)
                .required(true)
                .description("User to add or change. The password is asked for, or is a line of standard input.")
                .build());
        spec.addOption(OptionSpec.builder(DELETE)
                .description("Remove the user instead.")
                .build());
        spec.addOption(OptionSpec.builder(ITERATIONS)
                .type(Integer.class)
                .paramLabel("N")
                .description("Rounds of the hash, " + PasswordFile.ITERATIONS_MIN + " to " + PasswordFile.ITERATIONS_MAX
                        + ": each connection costs as much. Default: " + PasswordFile.ITERATIONS_DEFAULT + ".")
                .build());
    }

    int run(ParseResult options, PrintWriter out, PrintWriter err) {
        Path file = requireNonNull(options.matchedPositionalValue(0, Path.of("")));
        String user = requireNonNull(options.matchedPositionalValue(1, ""));
        int iterations = iterations(options);
        if (!PasswordFile.isUserName(user)) {
            throw new ParameterException(
                    options.commandSpec().commandLine(),
                    "USER: found '" + user + "'; allowed: a name without colons and control characters, with neither a"
                            + " space nor # in front");
        }
        try {
            boolean delete = options.hasMatchedOption(DELETE);
            PasswordFile passwords = !delete && !Files.exists(file) ? PasswordFile.empty() : PasswordFile.read(file);
            return delete ? delete(file, user, passwords, out, err) : set(file, user, iterations, passwords, out, err);
        } catch (AccessFileException e) {
            ErrorLines.print(err, String.valueOf(e.getMessage()));
            return ExitCode.MISCONFIGURED;
        } catch (IOException e) {
            ErrorLines.print(err, file + " has not been changed: " + e);
            return ExitCode.UNEXPECTED;
        }
    }

    private static int iterations(ParseResult options) {
        int iterations = options.matchedOptionValue(ITERATIONS, PasswordFile.ITERATIONS_DEFAULT);
        if (iterations < PasswordFile.ITERATIONS_MIN || iterations > PasswordFile.ITERATIONS_MAX) {
            throw new ParameterException(
                    options.commandSpec().commandLine(),
                    ITERATIONS + ": found " + iterations + "; allowed: " + PasswordFile.ITERATIONS_MIN + " to "
                            + PasswordFile.ITERATIONS_MAX);
        }
        return iterations;
    }

    private static int delete(Path file, String user, PasswordFile passwords, PrintWriter out, PrintWriter err)
            throws IOException {
        if (!passwords.users().contains(user)) {
            ErrorLines.print(err, file + " has no user " + user);
            return ExitCode.UNEXPECTED;
        }
        passwords.without(user).write(file);
        out.println(file + ": removed " + user);
        out.flush();
        return ExitCode.OK;
    }

    private int set(Path file, String user, int iterations, PasswordFile passwords, PrintWriter out, PrintWriter err)
            throws IOException {
        byte[] password = prompt.ask(user);
        if (password.length == 0 || password.length > PASSWORD_BYTES_MAX) {
            ErrorLines.print(err, "a password has 1 to " + PASSWORD_BYTES_MAX + " bytes; nothing has been changed");
            return ExitCode.USAGE;
        }
        passwords.with(user, password, iterations).write(file);
        out.println(file + ": " + (passwords.users().contains(user) ? "changed " : "added ") + user);
        out.flush();
        return ExitCode.OK;
    }
}
