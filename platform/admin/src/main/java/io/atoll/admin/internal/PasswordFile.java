package io.atoll.admin.internal;

import io.atoll.admin.internal.people.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code admin-password} of the data folder, which only the user who runs the platform can read.
 *
 * <p>It comes into being with its whole content and with mode 0600; at no moment can others read it.
 */
final class PasswordFile {

    static final String NAME = "admin-password";

    /** The shortest password that a person may write into the file, in characters. */
    static final int SHORTEST = 12;

    private static final Logger log = LoggerFactory.getLogger(PasswordFile.class);

    private final Path file;

    PasswordFile(Path dataFolder) {
        this.file = dataFolder.resolve(NAME);
    }

    Path path() {
        return file;
    }

    /**
     * Reads the password, or makes one if there is no file.
     *
     * @throws Unusable if there is no password to be had; the message says why and what to do
     */
    Password open() throws Unusable {
        return Files.exists(file) ? read() : create();
    }

    private Password read() throws Unusable {
        try {
            String text = Files.readString(file).strip();
            if (text.length() < SHORTEST) {
                throw new Unusable(file + " holds fewer than " + SHORTEST
                        + " characters: write a longer password into it, or delete it to have one made");
            }
            warnIfOthersCanRead();
            return new Password(text, false);
        } catch (IOException e) {
            throw new Unusable(
                    file + " cannot be read (" + e + "): give it to the user that runs Atoll, with mode 0600");
        }
    }

    private void warnIfOthersCanRead() throws IOException {
        if (posix(file)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.GROUP_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_READ)) {
                log.warn(
                        "{} can be read by others ({}): give it mode 0600 and change the password",
                        file,
                        PosixFilePermissions.toString(permissions));
            }
        }
    }

    private Password create() throws Unusable {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new Unusable(file + " is in no folder: set atoll.data to an absolute path");
        }
        try {
            Files.createDirectories(folder);
            if (!posix(folder)) {
                throw new Unusable("the file system of " + folder
                        + " has no file modes, so no password is written there: write one of" + " at least " + SHORTEST
                        + " characters into " + file + " and let nobody else read it");
            }
            String text = Secrets.password();
            PrivateFile.write(file, text + "\n");
            return new Password(text, true);
        } catch (IOException e) {
            throw new Unusable("no password can be written to " + file + " (" + e
                    + "): make the data folder writable for the user that runs Atoll, or set atoll.data to another");
        }
    }

    private static boolean posix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }

    /**
     * A password in clear.
     *
     * @param text the password
     * @param fresh whether it was made just now
     */
    record Password(String text, boolean fresh) {

        @Override
        public String toString() {
            return "Password[fresh=" + fresh + "]";
        }
    }

    /** Says why there is no password, and what to do. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }
}
