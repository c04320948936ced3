package dev.rowcast.broker.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who may come in. Passwords and tokens are checked on threads of its own, so many at once as the machine can bear; the
 * publisher, and anonymous clients where no file says anything about them, are answered at once. Any thread.
 */
public final class Authenticator implements AutoCloseable {
    /** About 20 s of one core with the hashes that we make; whoever comes then is refused and comes again. */
    static final int WAITING_MAX = 256;

    /** Refusals that are kept back; beyond it they are told at once. */
    static final int KEPT_BACK_MAX = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);
    private static final int THREADS_MAX = 4;
    private static final byte[] NO_PASSWORD = {};

    private final AccessSettings settings;
    private final AccessDecision decision;
    private final Throttle throttle;
    private final byte[] publisherName;
    private final byte[] publisherPassword;

    private final ThreadPoolExecutor checks;
    private final ScheduledThreadPoolExecutor delays;
    private final Set<CompletableFuture<Outcome>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Authenticator(AccessSettings settings, Clock clock, LongSupplier nanoTime) throws AccessFileException {
        this.settings = settings;
        this.decision = new AccessDecision(settings, clock, nanoTime);
        this.throttle = new Throttle(clock);
        this.publisherName = settings.publisher().username().getBytes(UTF_8);
        this.publisherPassword = settings.publisher().password().getBytes(UTF_8);
        int threads = Math.max(1, Math.min(THREADS_MAX, Runtime.getRuntime().availableProcessors() / 2));
        this.checks = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_MAX), daemons("access-check"));
        checks.allowCoreThreadTimeOut(true);
        this.delays = new ScheduledThreadPoolExecutor(1, daemons("access-delay"));
    }

    /**
     * Reads the files.
     *
     * @throws AccessFileException if one of them can not be used; names file, line, cause and fix of every problem in it
     */
    public static Authenticator start(AccessSettings settings) throws AccessFileException {
        return new Authenticator(settings, Clock.systemUTC(), System::nanoTime);
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Checks a client. The outcome comes on the caller's thread or on one of its own, and never as an exception; a refusal may
     * be kept back for some seconds.
     */
    public CompletionStage<Outcome> authenticate(Credentials credentials) {
        if (isPublisher(credentials.username(), credentials.password())) {
            return CompletableFuture.completedFuture(new Outcome.Accepted(
                    Permissions.ofPublisher(), settings.publisher().username(), true));
        }
        if (decision.isImmediate(credentials)) {
            return CompletableFuture.completedFuture(decision.ofAnonymous(credentials));
        }
        if (!throttle.begin(credentials.address())) {
            return refused("too many attempts from its address have failed");
        }
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        open.add(answer);
        try {
            checks.execute(() -> check(credentials, answer));
        } catch (RejectedExecutionException e) {
            answer(credentials, answer, new Outcome.Refused("too many clients connect at once"));
        }
        if (closed) {
            close(); // it may have overlooked this one
        }
        return answer;
    }

    /** Whether these are the publisher's credentials; in a time that does not tell how much of the password was right. */
    public boolean isPublisher(@Nullable String username, byte @Nullable [] password) {
        boolean sameName =
                MessageDigest.isEqual(publisherName, username == null ? NO_PASSWORD : username.getBytes(UTF_8));
        boolean samePassword = MessageDigest.isEqual(publisherPassword, password == null ? NO_PASSWORD : password);
        return sameName && samePassword;
    }

    private void check(Credentials credentials, CompletableFuture<Outcome> answer) {
        Outcome outcome;
        try {
            outcome = decision.of(credentials);
        } catch (RuntimeException | StackOverflowError e) { // the client must not wait for ever
            LOG.error("Could not check a client's credentials", e);
            outcome = new Outcome.Refused("its credentials could not be checked");
        }
        if (outcome instanceof Outcome.Accepted) {
            answer(credentials, answer, outcome);
        } else {
            refuse(credentials, answer, outcome);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the task can not fail
    private void refuse(Credentials credentials, CompletableFuture<Outcome> answer, Outcome outcome) {
        Duration delay = throttle.failed(credentials.address());
        if (delay.isZero() || delays.getQueue().size() >= KEPT_BACK_MAX) {
            answer(credentials, answer, outcome);
            return;
        }
        try {
            delays.schedule(() -> answer(credentials, answer, outcome), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            answer(credentials, answer, outcome);
        }
    }

    @SuppressWarnings("CollectionUndefinedEquality") // an answer is the one that was put in
    private void answer(Credentials credentials, CompletableFuture<Outcome> answer, Outcome outcome) {
        throttle.done(credentials.address());
        open.remove(answer);
        answer.complete(outcome);
    }

    private static CompletionStage<Outcome> refused(String reason) {
        return CompletableFuture.completedFuture(new Outcome.Refused(reason));
    }

    /** Refuses whoever still waits. */
    @Override
    public void close() {
        closed = true;
        checks.shutdownNow();
        delays.shutdownNow();
        open.forEach(answer -> answer.complete(new Outcome.Refused("the broker stops")));
        open.clear();
    }
}
