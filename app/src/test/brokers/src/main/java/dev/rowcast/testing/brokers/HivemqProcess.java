package dev.rowcast.testing.brokers;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.auth.parameter.TopicPermission.MqttActivity;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.packets.connect.ConnectPacket;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** HiveMQ Community Edition: {@code DIRECTORY}, with {@code config.xml} in it. Ends with its standard input. */
public final class HivemqProcess {
    private HivemqProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        EmbeddedExtension extension = EmbeddedExtension.builder()
                .withId("accounts")
                .withName("Accounts")
                .withVersion("1")
                .withAuthor("Rowcast")
                .withPriority(0)
                .withStartPriority(0)
                .withExtensionMain(new AccountsExtension())
                .build();
        EmbeddedHiveMQ.builder()
                .withConfigurationFolder(directory)
                .withDataFolder(Files.createDirectories(directory.resolve("data")))
                .withExtensionsFolder(Files.createDirectories(directory.resolve("extensions")))
                .withEmbeddedExtension(extension)
                .build()
                .start()
                .join();
        Lifeline.awaitEnd();
        System.exit(0);
    }

    /** Lets {@link Accounts} decide. */
    private static final class AccountsExtension implements ExtensionMain {
        @Override
        public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
            Services.securityRegistry().setAuthenticatorProvider(provider -> new Gate());
        }

        @Override
        public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
            // nothing is held
        }
    }

    /** Asked for each connection. */
    private static final class Gate implements SimpleAuthenticator {
        @Override
        public void onConnect(SimpleAuthInput input, SimpleAuthOutput output) {
            ConnectPacket packet = input.getConnectPacket();
            String username = packet.getUserName().orElse(null);
            if (!Accounts.admits(username, packet.getPassword().map(Gate::bytes).orElse(null))) {
                output.failAuthentication(ConnackReasonCode.BAD_USER_NAME_OR_PASSWORD);
                return;
            }
            output.getDefaultPermissions()
                    .add(Builders.topicPermission()
                            .topicFilter("#")
                            .activity(Accounts.mayWrite(username) ? MqttActivity.ALL : MqttActivity.SUBSCRIBE)
                            .build());
            output.authenticateSuccessfully();
        }

        private static byte @Nullable [] bytes(ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        }
    }
}
