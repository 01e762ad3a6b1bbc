package io.atoll.console.gogo.internal.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.console.gogo.internal.channel.OwnerCheck.Credentials;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerCheckTest {

    private static final UserPrincipal OWNER = () -> "owner";

    @TempDir
    Path data;

    @Test
    void admitsTheOwner() throws IOException {
        assertThat(admits(client -> OWNER)).isTrue();
    }

    @Test
    void deniesEverybodyElseEvenOfTheSameName() throws IOException {
        assertThat(admits(client -> () -> "root")).isFalse();
        assertThat(admits(client -> () -> "owner")).isFalse();
    }

    @Test
    void deniesWhomTheSystemCannotName() throws IOException {
        assertThat(admits(client -> {
                    throw new IOException("no credentials");
                }))
                .isFalse();
        assertThat(admits(client -> {
                    throw new UnsupportedOperationException();
                }))
                .isFalse();
    }

    @Test
    void theKernelNamesTheUserOfThisProcessAsTheOwnerOfItsFiles() throws IOException {
        try (ShellSocket socket = ShellSocket.open(data, data);
                Client client = new Client(socket.file());
                SocketChannel accepted = socket.server().accept()) {
            assertThat(client).isNotNull();
            assertThat(new OwnerCheck(Files.getOwner(data), Credentials.ofKernel()).admits(accepted))
                    .isTrue();
            assertThat(new OwnerCheck(stranger(), Credentials.ofKernel()).admits(accepted))
                    .isFalse();
        }
    }

    private UserPrincipal stranger() throws IOException {
        var users = data.getFileSystem().getUserPrincipalLookupService();
        UserPrincipal owner = Files.getOwner(data);
        UserPrincipal nobody = users.lookupPrincipalByName("nobody");
        return owner.equals(nobody) ? users.lookupPrincipalByName("root") : nobody;
    }

    private static boolean admits(Credentials credentials) throws IOException {
        try (SocketChannel client = SocketChannel.open()) {
            return new OwnerCheck(OWNER, credentials).admits(client);
        }
    }
}
