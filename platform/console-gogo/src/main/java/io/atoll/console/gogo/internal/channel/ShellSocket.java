package io.atoll.console.gogo.internal.channel;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/**
 * The listening socket of a data folder, in a folder that only its owner can enter.
 *
 * <p>{@link #close()} removes the socket file; what a killed process left is removed by the next {@link #open}.
 */
final class ShellSocket implements AutoCloseable {

    /** The longest path of a socket, in bytes, that all systems take. */
    static final int LONGEST_PATH = 100;

    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FILE = PosixFilePermissions.fromString("rw-------");
    private static final String NAME = "shell.sock";

    private final ServerSocketChannel server;
    private final Path folder;
    private final Path file;
    private final Path addressFile;
    private final boolean elsewhere;
    private final UserPrincipal owner;

    private ShellSocket(
            ServerSocketChannel server, Path folder, Path addressFile, boolean elsewhere, UserPrincipal owner) {
        this.server = server;
        this.folder = folder;
        this.file = folder.resolve(NAME);
        this.addressFile = addressFile;
        this.elsewhere = elsewhere;
        this.owner = owner;
    }

    /**
     * Listens for the clients of a data folder.
     *
     * @param data the data folder
     * @param runtime an existing folder with a short path, where the socket lies if that of the data folder is too long
     * @throws IOException if the file system or the system cannot do it, or another process listens for this data folder
     */
    static ShellSocket open(Path data, Path runtime) throws IOException {
        Path addressFile = data.resolve("shell.address");
        removeRecorded(addressFile);
        Path run = data.resolve("run");
        boolean elsewhere = length(run.resolve(NAME)) > LONGEST_PATH;
        Path folder = elsewhere ? temporaryFolder(runtime) : privateFolder(data, run);
        Path file = folder.resolve(NAME);
        removeStale(file);

        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(file));
            Files.setPosixFilePermissions(file, OWNER_ONLY_FILE);
            if (elsewhere) {
                Files.writeString(addressFile, file + "\n");
            }
            return new ShellSocket(server, folder, addressFile, elsewhere, Files.getOwner(file));
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    ServerSocketChannel server() {
        return server;
    }

    Path file() {
        return file;
    }

    /** The user that this process runs as, as the owner of what it creates. */
    UserPrincipal owner() {
        return owner;
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(file);
        if (elsewhere) {
            removeFolder(folder);
            Files.deleteIfExists(addressFile);
        }
    }

    private static Path privateFolder(Path data, Path folder) throws IOException {
        if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(data);
            return Files.createDirectory(folder, attribute(OWNER_ONLY_FOLDER));
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(folder + " is not a folder; remove it, it is made anew");
        }
        Files.setPosixFilePermissions(folder, OWNER_ONLY_FOLDER);
        return folder;
    }

    private static Path temporaryFolder(Path runtime) throws IOException {
        Path folder = Files.createTempDirectory(runtime, "atoll-", attribute(OWNER_ONLY_FOLDER));
        if (length(folder.resolve(NAME)) > LONGEST_PATH) {
            Files.delete(folder);
            throw new IOException("the path of the data folder is too long for a socket, and so is that of " + runtime
                    + "; name a folder with a shorter path by XDG_RUNTIME_DIR");
        }
        return folder;
    }

    private static FileAttribute<Set<PosixFilePermission>> attribute(Set<PosixFilePermission> permissions) {
        return PosixFilePermissions.asFileAttribute(permissions);
    }

    /** Removes what a killed process left outside of the data folder. */
    private static void removeRecorded(Path addressFile) throws IOException {
        Path recorded;
        try {
            recorded = Path.of(Files.readString(addressFile).strip());
        } catch (NoSuchFileException e) {
            return;
        }
        if (recorded.endsWith(NAME) && Files.exists(recorded, LinkOption.NOFOLLOW_LINKS)) {
            removeStale(recorded);
            removeFolder(recorded.resolve("..").normalize());
        }
        Files.delete(addressFile);
    }

    private static void removeFolder(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException | AccessDeniedException e) {
            // it is somebody else's by now, and stays
        }
    }

    private static void removeStale(Path file) throws IOException {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            throw new IOException("another platform is running on this data folder: it listens on " + file);
        } catch (ConnectException nobodyListens) {
            Files.delete(file);
        }
    }

    private static int length(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
