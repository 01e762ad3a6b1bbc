package io.atoll.test.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Who runs a program that refuses to be run by root.
 *
 * @param prefix what stands before the command line
 * @param owner the user id who must own the files, or empty for the one who runs the tests
 */
record Account(List<String> prefix, String owner) {

    private static final String NOBODY = "65534";

    private static final List<Account> CANDIDATES = List.of(
            new Account(List.of(), ""),
            new Account(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), NOBODY),
            new Account(List.of("runuser", "-u", "nobody", "--"), NOBODY),
            new Account(List.of("unshare", "--user"), ""));

    /**
     * The first that is not root and can write to a folder; the folder belongs to it afterwards.
     *
     * @throws IOException if there is none
     */
    static Account of(Path folder) throws IOException {
        for (var candidate : CANDIDATES) {
            if (candidate.works(folder)) {
                return candidate;
            }
        }
        throw new IOException("PostgreSQL refuses to be run by root, and neither setpriv nor runuser nor unshare"
                + " can run it in " + folder + " as somebody else. Run the tests as another user.");
    }

    /** A command line that this user runs. */
    List<String> command(List<String> words) {
        var command = new ArrayList<>(prefix);
        command.addAll(words);
        return command;
    }

    private boolean works(Path folder) throws IOException {
        var probe = folder.resolve("probe");
        var script = "test \"$(id -u)\" -ne 0 && touch '" + probe + "' && rm '" + probe + "'";
        try {
            if (!owner.isEmpty()) {
                var names = folder.getFileSystem().getUserPrincipalLookupService();
                Files.setOwner(folder, names.lookupPrincipalByName(owner));
            }
            var process = new ProcessBuilder(command(List.of("sh", "-c", script)))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
