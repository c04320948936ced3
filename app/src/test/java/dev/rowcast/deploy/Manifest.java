package dev.rowcast.deploy;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.rowcast.testing.Checkout;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects of a Kubernetes manifest. Read as {@code kubectl --validate=strict} reads: a field that the kind does not have,
 * and a number or a switch where text is needed, is an error.
 */
record Manifest(List<HasMetadata> objects) {
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "v1 ConfigMap", ConfigMap.class,
            "v1 Secret", Secret.class,
            "v1 Service", Service.class,
            "apps/v1 Deployment", Deployment.class,
            "apps/v1 StatefulSet", StatefulSet.class,
            "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class,
            "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class);
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new WithoutCatchAll())
            .withCoercionConfig(LogicalType.Textual, text -> {
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
            .build();

    /** The model puts fields that it does not know into a map; so they are unknown. */
    private static final class WithoutCatchAll extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    Manifest {
        objects = List.copyOf(objects);
    }

    static Manifest read(String file) throws IOException {
        return parse(Checkout.read(file));
    }

    static Manifest parse(String yaml) throws JsonProcessingException {
        List<HasMetadata> objects = new ArrayList<>();
        for (JsonNode object : Checkout.yaml(yaml)) {
            String kind = object.path("apiVersion").asText() + " "
                    + object.path("kind").asText();
            Class<? extends HasMetadata> type = requireNonNull(KINDS.get(kind), "unknown: " + kind);
            objects.add(STRICT.treeToValue(object, type));
        }
        return new Manifest(objects);
    }

    /** All objects of a kind. */
    <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The only object of a kind. */
    <T extends HasMetadata> T the(Class<T> kind) {
        List<T> found = all(kind);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + kind.getSimpleName());
        }
        return found.get(0);
    }

    /** The pods that the StatefulSet or the Deployment makes. */
    PodTemplateSpec pods() {
        return all(StatefulSet.class).isEmpty()
                ? the(Deployment.class).getSpec().getTemplate()
                : the(StatefulSet.class).getSpec().getTemplate();
    }

    /** Their only container. */
    Container container() {
        List<Container> containers = pods().getSpec().getContainers();
        if (containers.size() != 1) {
            throw new AssertionError(containers.size() + " containers");
        }
        return containers.get(0);
    }

    /**
     * The container's variables.
     *
     * @param secrets a directory in which the secret's files are written, in place of where the container has them
     */
    Map<String, String> environment(Path secrets) throws IOException {
        for (Map.Entry<String, String> secret :
                the(Secret.class).getStringData().entrySet()) {
            Files.writeString(secrets.resolve(secret.getKey()), secret.getValue());
        }
        Map<String, String> environment = new HashMap<>();
        for (EnvFromSource source : container().getEnvFrom()) {
            ConfigMap map = the(ConfigMap.class);
            if (!map.getMetadata().getName().equals(source.getConfigMapRef().getName())) {
                throw new AssertionError(
                        "no ConfigMap " + source.getConfigMapRef().getName());
            }
            environment.putAll(map.getData());
        }
        for (EnvVar variable : container().getEnv()) {
            environment.put(variable.getName(), variable.getValue().replace(secretDirectory(), secrets.toString()));
        }
        return environment;
    }

    private String secretDirectory() {
        return container().getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals("secret"))
                .findFirst()
                .orElseThrow()
                .getMountPath();
    }
}
