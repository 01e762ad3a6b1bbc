package io.atoll.console.gogo.internal.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellSocketTest {

    @TempDir
    Path temporary;

    private Path data;
    private Path runtime;

    @BeforeEach
    void folders() throws IOException {
        data = Files.createDirectory(temporary.resolve("data"));
        runtime = Files.createDirectory(temporary.resolve("runtime"));
    }

    @Test
    void isItsOwnersAloneInAFolderThatIsItsOwnersAlone() throws IOException {
        try (ShellSocket socket = ShellSocket.open(data, runtime)) {
            assertThat(socket.file()).isEqualTo(data.resolve("run/shell.sock"));
            assertThat(permissions(socket.file())).isEqualTo("rw-------");
            assertThat(permissions(data.resolve("run"))).isEqualTo("rwx------");
            assertThat(data.resolve("shell.address")).doesNotExist();
        }
    }

    @Test
    void closesAFolderThatWasOpenToOthers() throws IOException {
        Path run = Files.createDirectory(data.resolve("run"));
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxrwxrwx"));

        try (ShellSocket socket = ShellSocket.open(data, runtime)) {
            assertThat(socket.file()).startsWith(run);
            assertThat(permissions(run)).isEqualTo("rwx------");
        }
    }

    @Test
    void followsNoLinkThatSomebodyPutInItsPlace() throws IOException {
        Files.createSymbolicLink(data.resolve("run"), runtime);

        assertThatThrownBy(() -> ShellSocket.open(data, runtime))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a folder");
    }

    @Test
    void removesItsFile() throws IOException {
        ShellSocket.open(data, runtime).close();

        assertThat(data.resolve("run")).isEmptyDirectory();
    }

    @Test
    void takesThePlaceOfAKilledProcess() throws IOException {
        Path run = Files.createDirectory(data.resolve("run"));
        try (var killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(run.resolve("shell.sock")));
        }
        assertThat(run.resolve("shell.sock")).exists();

        try (ShellSocket socket = ShellSocket.open(data, runtime);
                Client client = new Client(socket.file())) {
            assertThat(client).isNotNull();
        }
    }

    @Test
    void leavesTheSocketOfARunningProcessAlone() throws IOException {
        try (ShellSocket running = ShellSocket.open(data, runtime)) {
            assertThatThrownBy(() -> ShellSocket.open(data, runtime))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another platform is running on this data folder");
            new Client(running.file()).close();
        }
    }

    @Test
    void aPathThatIsTooLongForASocketIsRecordedInstead() throws IOException {
        Path deep = data.resolve("d".repeat(ShellSocket.LONGEST_PATH));
        Path address = deep.resolve("shell.address");
        Files.createDirectory(deep);

        ShellSocket socket = ShellSocket.open(deep, runtime);
        try (socket) {
            assertThat(socket.file()).startsWith(runtime);
            assertThat(permissions(socket.file())).isEqualTo("rw-------");
            assertThat(permissions(
                            runtime.resolve(runtime.relativize(socket.file()).getName(0))))
                    .isEqualTo("rwx------");
            assertThat(address).content().isEqualTo(socket.file() + "\n");
            new Client(socket.file()).close();
        }

        assertThat(runtime).isEmptyDirectory();
        assertThat(address).doesNotExist();
    }

    @Test
    void removesWhatAKilledProcessRecorded() throws IOException {
        Path left = Files.createDirectory(runtime.resolve("atoll-1"));
        try (var killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(left.resolve("shell.sock")));
        }
        Files.writeString(data.resolve("shell.address"), left.resolve("shell.sock") + "\n");

        try (ShellSocket socket = ShellSocket.open(data, runtime)) {
            assertThat(socket.file()).startsWith(data);
            assertThat(left).doesNotExist();
            assertThat(data.resolve("shell.address")).doesNotExist();
        }
    }

    @Test
    void tellsIfEvenTheShortPathIsTooLong() throws IOException {
        Path deep = Files.createDirectory(data.resolve("d".repeat(ShellSocket.LONGEST_PATH)));

        assertThatThrownBy(() -> ShellSocket.open(deep, deep))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("XDG_RUNTIME_DIR");
        assertThat(deep).isEmptyDirectory();
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
