package dev.rowcast.testing;

import dev.rowcast.testing.TestingSubscriber.Received;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a consumer of state ends with that drops every version not above the last one of the same topic. */
public final class StateByVersion {
    private StateByVersion() {}

    public static Map<String, String> of(List<Received> received) {
        Map<String, Received> last = new TreeMap<>();
        received.stream()
                .filter(Received::isState)
                .forEach(message -> last.merge(message.topic(), message, StateByVersion::newer));
        Map<String, String> state = new TreeMap<>();
        last.forEach((topic, message) -> state.put(topic, message.payload()));
        state.values().removeIf(String::isEmpty);
        return state;
    }

    private static Received newer(Received before, Received after) {
        return String.valueOf(after.version()).compareTo(String.valueOf(before.version())) > 0 ? after : before;
    }
}
