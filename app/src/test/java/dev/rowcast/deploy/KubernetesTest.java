package dev.rowcast.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rowcast.Launch;
import dev.rowcast.ProductVersion;
import dev.rowcast.broker.access.PasswordFile;
import dev.rowcast.config.Settings;
import dev.rowcast.config.WebSettings.Login;
import dev.rowcast.relay.Phase;
import dev.rowcast.testing.Checkout;
import dev.rowcast.testing.TestingWeb;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests in {@code deploy/kubernetes}: whether Kubernetes and Rowcast understand them, and what they promise. */
final class KubernetesTest {
    private static final String EMBEDDED = "deploy/kubernetes/rowcast.yaml";
    private static final String STANDBY = "deploy/kubernetes/rowcast-standby.yaml";

    private final Path secrets;

    KubernetesTest(@TempDir Path secrets) {
        this.secrets = secrets;
    }

    @ParameterizedTest
    @ValueSource(strings = {EMBEDDED, STANDBY})
    void settingsAreSoundAndPortsAreTheirs(String file) throws Exception {
        Manifest manifest = Manifest.read(file);
        Settings settings = Checkout.settings(manifest.environment(secrets));

        List<Integer> listening = settings.mqtt().embedded()
                ? List.of(
                        settings.web().port(),
                        settings.mqtt().mqttPort(),
                        settings.mqtt().webSocketPort())
                : List.of(settings.web().port());
        assertThat(manifest.container().getPorts())
                .extracting(ContainerPort::getContainerPort)
                .containsExactlyElementsOf(listening);
        assertThat(settings.database().password().value()).isEqualTo("a password of its own");
        assertThat(manifest.pods().getSpec().getEnableServiceLinks()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {EMBEDDED, STANDBY})
    void snapshotOfHoursNeitherEndsThePodNorMakesItReady(String file) throws Exception {
        Container container = Manifest.read(file).container();
        try (TestingWeb web = TestingWeb.start()) {
            for (Phase phase : Phase.values()) {
                web.status(TestingWeb.status(phase, null, true));
                boolean works = phase == Phase.STREAMING || phase == Phase.STANDBY;

                assertThat(answer(web, container.getStartupProbe())).isEqualTo(200);
                assertThat(answer(web, container.getLivenessProbe())).isEqualTo(200);
                assertThat(answer(web, container.getReadinessProbe())).isEqualTo(works ? 200 : 503);
            }
        }
    }

    private static int answer(TestingWeb web, Probe probe) throws Exception {
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("http");
        return web.get(probe.getHttpGet().getPath()).statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {EMBEDDED, STANDBY})
    void containerMayNothingButWriteToItsVolumes(String file) throws Exception {
        Manifest manifest = Manifest.read(file);

        assertThat(manifest.pods().getSpec().getSecurityContext()).satisfies(pod -> {
            assertThat(pod.getRunAsNonRoot()).isTrue();
            assertThat(pod.getRunAsUser()).isEqualTo(10001);
            assertThat(pod.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        });
        assertThat(manifest.container().getSecurityContext()).satisfies(container -> {
            assertThat(container.getReadOnlyRootFilesystem()).isTrue();
            assertThat(container.getAllowPrivilegeEscalation()).isFalse();
            assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
        });
        assertThat(manifest.pods().getSpec().getAutomountServiceAccountToken()).isFalse();
        assertThat(manifest.container().getResources().getLimits()).containsKey("memory");
    }

    @ParameterizedTest
    @ValueSource(strings = {EMBEDDED, STANDBY})
    void podHasTimeToStopAndItsImageIsThisVersion(String file) throws Exception {
        Manifest manifest = Manifest.read(file);

        assertThat(manifest.pods().getSpec().getTerminationGracePeriodSeconds())
                .isGreaterThan(Launch.STOP_LIMIT.toSeconds());
        assertThat(manifest.container().getImage()).isEqualTo("rowcast:" + ProductVersion.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {EMBEDDED, STANDBY})
    void namesMeetWhatTheyName(String file) throws Exception {
        Manifest manifest = Manifest.read(file);
        Map<String, String> labels = manifest.pods().getMetadata().getLabels();
        List<String> ports = manifest.container().getPorts().stream()
                .map(ContainerPort::getName)
                .toList();

        assertThat(manifest.the(Service.class).getSpec().getSelector()).isEqualTo(labels);
        assertThat(manifest.the(Service.class).getSpec().getPorts())
                .extracting(ServicePort::getName, port -> port.getTargetPort().getStrVal())
                .containsExactlyElementsOf(
                        ports.stream().map(port -> tuple(port, port)).toList());
        NetworkPolicy policy = manifest.the(NetworkPolicy.class);
        assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(policy.getSpec().getIngress().get(0).getPorts())
                .extracting(port -> port.getPort().getStrVal())
                .isEqualTo(ports);
        assertThat(manifest.container().getVolumeMounts())
                .extracting(VolumeMount::getName)
                .containsExactlyInAnyOrderElementsOf(volumes(manifest));
        assertThat(manifest.pods().getSpec().getVolumes())
                .filteredOn(volume -> volume.getSecret() != null)
                .extracting(volume -> volume.getSecret().getSecretName())
                .containsExactly(manifest.the(Secret.class).getMetadata().getName());
    }

    private static List<String> volumes(Manifest manifest) {
        Stream<String> claimed = manifest.all(StatefulSet.class).stream()
                .flatMap(set -> set.getSpec().getVolumeClaimTemplates().stream())
                .map(PersistentVolumeClaim::getMetadata)
                .map(metadata -> metadata.getName());
        Stream<String> own = manifest.pods().getSpec().getVolumes().stream().map(Volume::getName);
        return Stream.concat(claimed, own).toList();
    }

    @Test
    void embeddedBrokerIsOneAndKeepsItsCheckpoint() throws Exception {
        Manifest manifest = Manifest.read(EMBEDDED);
        StatefulSet set = manifest.the(StatefulSet.class);
        Settings settings = Checkout.settings(manifest.environment(secrets));

        assertThat(settings.mqtt().embedded()).isTrue();
        assertThat(settings.mqtt().access().admitsAnonymous()).isFalse();
        assertThat(set.getSpec().getReplicas()).isEqualTo(1);
        assertThat(set.getSpec().getSelector().getMatchLabels())
                .isEqualTo(manifest.pods().getMetadata().getLabels());
        assertThat(set.getSpec().getServiceName())
                .isEqualTo(manifest.the(Service.class).getMetadata().getName());
        assertThat(manifest.container().getVolumeMounts())
                .filteredOn(mount -> mount.getName().equals("data"))
                .extracting(VolumeMount::getMountPath)
                .containsExactly(settings.relay().dataDir().toString());
    }

    @Test
    void pageMayLogInToTheEmbeddedBroker() throws Exception {
        Manifest manifest = Manifest.read(EMBEDDED);
        Settings settings = Checkout.settings(manifest.environment(secrets));

        Login login = requireNonNull(settings.web().pageLogin());
        assertThat(PasswordFile.read(secrets.resolve("users"))
                        .verify(login.username(), login.password().value().getBytes(UTF_8)))
                .isTrue();
    }

    @Test
    void oneOfTwoIsAlwaysThere() throws Exception {
        Manifest manifest = Manifest.read(STANDBY);
        Deployment deployment = manifest.the(Deployment.class);
        PodDisruptionBudget budget = manifest.the(PodDisruptionBudget.class);
        Map<String, String> labels = manifest.pods().getMetadata().getLabels();

        assertThat(Checkout.settings(manifest.environment(secrets)).mqtt().embedded())
                .isFalse();
        assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
        assertThat(deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(deployment
                        .getSpec()
                        .getStrategy()
                        .getRollingUpdate()
                        .getMaxUnavailable()
                        .getIntVal())
                .isEqualTo(1);
        assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
        assertThat(budget.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: v1, kind: Service, spec: {selectors: {a: b}}}",
                "{apiVersion: v1, kind: Service, spec: {ports: [{name: http, port: 80, protocl: TCP}]}}",
                "{apiVersion: v1, kind: ConfigMap, data: {MYSQL_PORT: 3306}}",
                "{apiVersion: v1, kind: ConfigMap, data: {ROWCAST_WRITE_API: true}}"
            })
    void mistakeWouldBeFound(String yaml) {
        assertThatThrownBy(() -> Manifest.parse(yaml)).isInstanceOf(JsonProcessingException.class);
    }
}
