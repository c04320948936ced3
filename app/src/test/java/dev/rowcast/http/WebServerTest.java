package dev.rowcast.http;

import static dev.rowcast.http.OrdersApiTest.assertProblem;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.testing.TestingLog;
import dev.rowcast.testing.TestingWeb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class WebServerTest {

    @Test
    void namesAddressAndSettingWhenThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpSettings settings =
                    new HttpSettings("127.0.0.1", taken.getLocalPort(), false, Set.of(), TestingWeb.page(8083, 1883));

            assertThatThrownBy(() -> TestingWeb.start(settings))
                    .isInstanceOf(BindFailedException.class)
                    .hasMessage("can not serve HTTP on 127.0.0.1:" + taken.getLocalPort()
                            + ": Address already in use; end what listens there, or set ROWCAST_HTTP_PORT to another"
                            + " port");
        }
    }

    @Test
    void namesTheSettingWhenTheAddressIsUnknown() {
        assertThatThrownBy(() -> TestingWeb.start(TestingWeb.settings("no.such.host.invalid", false)))
                .isInstanceOf(BindFailedException.class)
                .hasMessage(
                        "can not serve HTTP on no.such.host.invalid:0: no such address; set ROWCAST_BIND to one of this machine");
        assertThatThrownBy(() -> TestingWeb.start(TestingWeb.settings("192.0.2.1", false)))
                .isInstanceOf(BindFailedException.class)
                .hasMessageContaining("ROWCAST_BIND");
    }

    @Test
    void warnsOnceOfChangesThatNobodyCanMake() throws BindFailedException {
        AccessToken token = new AccessToken("0123456789abcdef");
        try (TestingLog log = new TestingLog()) {
            TestingWeb.start(TestingWeb.settings("0.0.0.0", true)).close();
            TestingWeb.start(TestingWeb.settings("0.0.0.0", false)).close();
            TestingWeb.start(TestingWeb.settings("127.0.0.1", true)).close();
            TestingWeb.start(new HttpSettings("0.0.0.0", 0, true, Set.of(), token, TestingWeb.page(8083, 1883)))
                    .close();

            assertThat(log.warnings())
                    .containsExactly("Orders can not be changed over HTTP: on 0.0.0.0 that needs ROWCAST_HTTP_TOKEN");
        }
    }

    @Test
    void clientsSeeNoStackTrace() throws IOException, InterruptedException, BindFailedException {
        try (TestingWeb web = TestingWeb.start()) {
            web.orders().beforeFind(() -> {
                throw new IllegalStateException("secret");
            });

            HttpResponse<String> response = web.get("/api/orders/1");

            assertProblem(response, 500, "an unexpected error; the server's log has more");
            assertThat(response.body()).doesNotContain("secret", "Exception");
        }
    }

    @Test
    void errorsThatAreNoExceptionsBecomeProblemsToo() throws IOException, InterruptedException, BindFailedException {
        try (TestingWeb web = TestingWeb.start()) {
            web.orders().beforeFind(() -> {
                throw new AssertionError("secret");
            });

            assertProblem(web.get("/api/orders/1"), 500, "an unexpected error; the server's log has more");
        }
    }

    @Test
    void refusesWhatIsNoHttpWithAProblem() throws IOException, BindFailedException {
        try (TestingWeb web = TestingWeb.start()) {
            assertThat(web.sendRaw("NONSENSE\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("application/problem+json")
                    .doesNotContain("<html");
            assertThat(web.sendRaw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 431 ")
                    .contains("application/problem+json");
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void closesWhileARequestHangs() throws IOException, InterruptedException, BindFailedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        TestingWeb web = TestingWeb.start();
        web.orders().beforeFind(() -> {
            asked.countDown();
            awaitInterrupt(interrupted);
        });
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), web.port())) {
            socket.getOutputStream().write("GET /api/orders/1 HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            long before = System.nanoTime();

            web.close();

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
            assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void freesItsPort() throws IOException, InterruptedException, BindFailedException {
        int port;
        try (TestingWeb web = TestingWeb.start()) {
            port = web.port();
            assertProblem(web.get("/nothing"), 404, "there is nothing at /nothing");
        }

        HttpSettings settings = new HttpSettings("127.0.0.1", port, false, Set.of(), TestingWeb.page(8083, 1883));
        try (TestingWeb again = TestingWeb.start(settings)) {
            assertThat(again.port()).isEqualTo(port);
        }
    }

    private static void awaitInterrupt(CountDownLatch interrupted) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            Thread.currentThread().interrupt();
        }
    }
}
