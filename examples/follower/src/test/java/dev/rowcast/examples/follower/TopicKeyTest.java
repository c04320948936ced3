package dev.rowcast.examples.follower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TopicKeyTest {
    @Test
    void aPlainKeyIsItsText() throws Exception {
        assertThat(TopicKey.values("7")).containsExactly("7");
        assertThat(TopicKey.values("Łódź")).containsExactly("Łódź");
    }

    @Test
    void aCompositeKeyIsJoinedByCommas() throws Exception {
        assertThat(TopicKey.values("1,b%2Cc,%")).containsExactly("1", "b,c", "");
    }

    @Test
    void whatTopicsCanNotHoldIsDecoded() throws Exception {
        assertThat(TopicKey.values("a%2Fb%2B%23%24%25%00%EF%BF%BEż")).containsExactly("a/b+#$%\0\uFFFEż");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%check", "a%", "a%2", "%zz", "%FF"})
    void whatRowcastCanNotHaveWrittenIsRefused(String key) {
        assertThatThrownBy(() -> TopicKey.values(key))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining(key);
    }
}
