package io.atoll.console.gogo.internal.channel;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;

/**
 * Lets one user in and nobody else.
 *
 * @param owner the user
 * @param credentials tells who a client is
 */
record OwnerCheck(UserPrincipal owner, Credentials credentials) {

    /** Tells who a client is. */
    @FunctionalInterface
    interface Credentials {

        /**
         * The user of the process at the other end of a connection.
         *
         * @throws IOException if the system cannot tell
         * @throws UnsupportedOperationException if the system never tells
         */
        UserPrincipal user(SocketChannel client) throws IOException;

        /** The credentials that the kernel noted when the client connected. */
        static Credentials ofKernel() {
            return client -> client.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        }
    }

    /** Whether a client may enter; not if the system does not tell who it is. */
    boolean admits(SocketChannel client) {
        try {
            return owner.equals(credentials.user(client));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
