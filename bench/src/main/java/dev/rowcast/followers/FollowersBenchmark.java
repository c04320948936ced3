package dev.rowcast.followers;

import dev.rowcast.bench.report.Distribution;
import dev.rowcast.bench.report.Machine;
import dev.rowcast.bench.report.MarkedSection;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * Many WebSocket clients that follow one order each, beside database, relay, page and one another. Arguments: the page's URL,
 * the WebSocket's URL, Rowcast's process id, how many clients, how many changes, the commit, the document to write.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails does not arrive, which is noticed
public final class FollowersBenchmark {
    private static final int CONNECTING = 100;
    private static final int WRITERS = 4;
    private static final int CROWD = 1000;
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final EventLoopGroup loops = new NioEventLoopGroup(1);
    private final URI page;
    private final URI broker;
    private final long pid;
    private volatile CountDownLatch awaited = new CountDownLatch(0);

    private FollowersBenchmark(URI page, URI broker, long pid) {
        this.page = page;
        this.broker = broker;
        this.pid = pid;
    }

    public static void main(String[] args) throws Exception {
        FollowersBenchmark benchmark =
                new FollowersBenchmark(URI.create(args[0]), URI.create(args[1]), Long.parseLong(args[2]));
        Machine machine = Machine.now(args[5]);
        Path document = Path.of(args[6]);
        try {
            FollowersReport report =
                    benchmark.run(machine.sentence(), Integer.parseInt(args[3]), Integer.parseInt(args[4]));
            MarkedSection.write(document, report.markdown());
            System.out.println(report.markdown());
            System.out.println("written: " + document);
        } finally {
            benchmark.loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private FollowersReport run(String with, int clients, int changes) throws Exception {
        List<Long> orders = createOrders(clients);
        Memory before = memory();
        long start = System.nanoTime();
        connect(orders, () -> awaited.countDown());
        Duration served = Duration.ofNanos(System.nanoTime() - start);
        Memory after = memory();
        Distribution toOne = latencies(orders, changes, 1);

        List<Long> one = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            one.add(orders.get(0));
        }
        connect(one, () -> awaited.countDown());
        return new FollowersReport(
                with,
                clients,
                served,
                after.heap - before.heap,
                after.resident - before.resident,
                toOne,
                CROWD,
                latencies(orders.subList(0, 1), Math.max(1, changes / 10), CROWD + 1));
    }

    private List<Long> createOrders(int count) throws InterruptedException {
        List<CompletableFuture<Long>> created = new ArrayList<>();
        Semaphore writers = new Semaphore(WRITERS);
        for (int i = 0; i < count; i++) {
            writers.acquire();
            created.add(send(
                            "POST",
                            "api/orders",
                            "{\"customer_name\":\"Follower " + i
                                    + "\",\"product_name\":\"Lamp\",\"quantity\":1,\"total\":\"9.90\"}")
                    .whenComplete((response, failure) -> writers.release())
                    .thenApply(FollowersBenchmark::id));
        }
        return created.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<HttpResponse<String>> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(page.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private static long id(HttpResponse<String> response) {
        Matcher id = ID.matcher(response.body());
        if (response.statusCode() != 201 || !id.find()) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return Long.parseLong(id.group(1));
    }

    private void connect(List<Long> orders, Runnable arrived) throws InterruptedException {
        Semaphore connecting = new Semaphore(CONNECTING);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (long order : orders) {
            if (!connecting.tryAcquire(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("clients are not served");
            }
            all.add(Follower.follow(loops, broker, "orders/state/" + order, arrived)
                    .whenComplete((served, failure) -> connecting.release()));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    }

    /** From the request that changes an order to the arrival at the last of its followers. */
    private Distribution latencies(List<Long> orders, int changes, int followers) throws InterruptedException {
        Random random = new Random(7);
        long[] nanos = new long[changes];
        for (int i = 0; i < changes; i++) {
            CountDownLatch latch = new CountDownLatch(followers);
            awaited = latch;
            long order = orders.get(random.nextInt(orders.size()));
            long start = System.nanoTime();
            send("PATCH", "api/orders/" + order, "{\"product_name\":\"Lamp " + i + "\"}");
            if (!latch.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("a change has not arrived");
            }
            nanos[i] = System.nanoTime() - start;
        }
        return Distribution.of(LongStream.of(nanos));
    }

    /** In bytes. */
    private record Memory(long heap, long resident) {}

    /** After a collection. */
    private Memory memory() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        String metrics = send("GET", "metrics", "").join().body();
        double heap = metrics.lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
        long resident = Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
        return new Memory((long) heap, resident);
    }
}
