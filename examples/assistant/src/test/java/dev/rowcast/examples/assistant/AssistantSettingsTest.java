package dev.rowcast.examples.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.examples.follower.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AssistantSettingsTest {
    @Test
    void theDemoNeedsNothing() throws Exception {
        AssistantSettings settings = AssistantSettings.of(Map.of());
        assertThat(settings.ask().bind().isLoopbackAddress()).isTrue();
        assertThat(settings.ask().model()).isNull();
        assertThat(settings.ask().columns()).contains("status").doesNotContain("customer_name");
        assertThat(settings.pendingLimit()).hasMinutes(60);
    }

    @Test
    void whatOthersReachNeedsAToken() {
        assertThatThrownBy(() -> AssistantSettings.of(Map.of("ASSISTANT_BIND", "0.0.0.0")))
                .isInstanceOf(Environment.InvalidException.class)
                .hasMessageContaining("ASSISTANT_TOKEN");
        assertThatThrownBy(() -> AssistantSettings.of(Map.of("ASSISTANT_TOKEN", "short")))
                .hasMessageContaining("16 characters");
    }

    @Test
    void theKeyDoesNotTravelInTheOpen() throws Exception {
        assertThatThrownBy(() -> AssistantSettings.of(
                        Map.of("MODEL_URL", "http://model.example.org/v1/chat/completions", "MODEL_KEY", "s3cret")))
                .hasMessageContaining("https")
                .hasMessageNotContaining("s3cret");
        AssistantSettings settings = AssistantSettings.of(
                Map.of("MODEL_URL", "https://model.example.org/v1/chat/completions", "MODEL_KEY", "s3cret"));
        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    @Test
    void everyProblemIsToldAtOnce() {
        assertThatThrownBy(() -> AssistantSettings.of(
                        Map.of("ASSISTANT_PENDING_MINUTES", "soon", "ASSISTANT_PORT", "70000", "MODEL_URL", "model")))
                .hasMessageContainingAll("ASSISTANT_PENDING_MINUTES", "ASSISTANT_PORT", "MODEL_URL");
    }
}
