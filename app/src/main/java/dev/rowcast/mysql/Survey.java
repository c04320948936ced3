package dev.rowcast.mysql;

import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.SourceUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Asks the servers of a group at once, each on a thread of its own, so that one that is silent does not keep the others
 * waiting.
 *
 * @param states of those that answered, in their order
 * @param failures of those that did not
 */
record Survey(List<ServerState> states, List<Exception> failures) {
    /** More than connecting and logging in may take. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
    /** For the others, once one has answered that takes writes. */
    private static final Duration FURTHER_WAIT = Duration.ofSeconds(1);

    Survey {
        states = List.copyOf(states);
        failures = List.copyOf(failures);
    }

    /** Takes seconds at most. */
    static Survey of(List<Login> logins) throws InterruptedException {
        CompletableFuture<Void> primaryAnswered = new CompletableFuture<>();
        List<CompletableFuture<ServerState>> answers = logins.stream()
                .map(login -> asked(login).whenComplete((state, failure) -> {
                    if (state != null && !state.readOnly()) {
                        primaryAnswered.complete(null);
                    }
                }))
                .toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
        await(CompletableFuture.anyOf(all, primaryAnswered), LONGEST_WAIT);
        await(all, FURTHER_WAIT);
        List<ServerState> states = new ArrayList<>();
        List<Exception> failures = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            collect(logins.get(i), answers.get(i), states, failures);
        }
        return new Survey(states, failures);
    }

    private static CompletableFuture<ServerState> asked(Login login) {
        CompletableFuture<ServerState> answer = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try (Connection connection = Jdbc.connect(login)) {
                        answer.complete(ServerState.read(login, connection));
                    } catch (SQLException | RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                },
                "survey " + login.address());
        thread.setDaemon(true);
        thread.start();
        return answer;
    }

    private static void await(CompletableFuture<?> future, Duration longest) throws InterruptedException {
        try {
            future.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Each answer is looked at by itself.
        }
    }

    private static void collect(
            Login login, CompletableFuture<ServerState> answer, List<ServerState> states, List<Exception> failures)
            throws InterruptedException {
        if (!answer.isDone()) {
            failures.add(new SourceUnavailableException("MySQL at " + login.address() + " does not answer"));
            return;
        }
        try {
            states.add(answer.get());
        } catch (ExecutionException e) {
            failures.add(
                    e.getCause() instanceof SQLException unanswered
                            ? SqlFailure.meaning(login, unanswered)
                            : new IllegalStateException(e.getCause()));
        }
    }

    /** What is wrong with those that did not answer, for when none did. */
    Exception explained() {
        String message = failures.stream()
                .map(failure -> String.valueOf(failure.getMessage()))
                .collect(Collectors.joining("; and "));
        return failures.stream().allMatch(MisconfiguredException.class::isInstance)
                ? new MisconfiguredException(message)
                : new SourceUnavailableException(message);
    }
}
