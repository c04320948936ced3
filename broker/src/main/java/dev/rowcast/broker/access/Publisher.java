package dev.rowcast.broker.access;

import static java.util.Objects.requireNonNull;

/**
 * The credentials of the client that may do anything; the password is never printed.
 *
 * @param username not empty
 * @param password not empty
 */
public record Publisher(String username, String password) {
    public Publisher {
        requireNonNull(username, "username is null");
        requireNonNull(password, "password is null");
        if (username.isEmpty() || password.isEmpty()) {
            throw new IllegalArgumentException(
                    "the publisher's " + (username.isEmpty() ? "username" : "password") + " is empty");
        }
    }

    @Override
    public String toString() {
        return "Publisher[username=" + username + ", password=***]";
    }
}
