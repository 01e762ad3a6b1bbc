package io.atoll.pipeline;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Puts bundles into the deploy folder and takes them out, as a person with a shell on the machine would, and keeps earlier versions.
 * Thread-safe.
 *
 * <p>What is put there is taken up as any file is; {@link Deployments} tells what became of it.
 */
@ProviderType
public interface BundleFiles {

    /**
     * Takes content in, without deploying it. It is forgotten after an hour, when the platform stops, and when newer ones take its place.
     *
     * @param content is read to its end, unless it is too large
     * @return the name under which it is known from now on
     * @throws Unfit if it cannot be kept
     */
    String receive(InputStream content) throws Unfit;

    /** Forgets content that was taken in. */
    void discard(String upload);

    /**
     * What content that was taken in would bring. Nothing of it is run.
     *
     * @throws Unfit if there is no such content
     */
    Preview preview(String upload) throws Unfit;

    /**
     * The file of content that was taken in, only to be read, and only now: it goes when the content is forgotten.
     *
     * @throws Unfit if there is no such content
     */
    Path file(String upload) throws Unfit;

    /**
     * Puts content that was taken in into the deploy folder, and forgets it otherwise.
     *
     * @param file its name there
     * @throws Unfit if it was not put there; nothing is then changed
     */
    void deploy(String file, String upload) throws Unfit;

    /**
     * The versions that are kept of the bundle of a file, the newest first.
     *
     * @throws Unfit if no bundle is known by that file
     */
    List<Kept> versions(String file) throws Unfit;

    /**
     * Puts a version that is kept in the place of a file's content.
     *
     * @param version of the bundle, or the beginning of the digest of its content; {@code null} for the one that was there before
     * @return what is there now
     * @throws Unfit if there is none; nothing is then changed
     */
    Kept rollBack(String file, @Nullable String version) throws Unfit;

    /**
     * Takes a file out of the deploy folder. Its versions stay.
     *
     * @throws Unfit if there is none
     */
    void remove(String file) throws Unfit;

    /**
     * What content would bring.
     *
     * @param upload the name under which it is known
     * @param size in bytes
     * @param sha256 of it, in hexadecimal digits
     * @param bundle its symbolic name; empty if it cannot be read
     * @param version of the bundle; empty if it cannot be read
     * @param problem why it would be refused, and what to do; empty if nothing speaks against it
     * @param integration the type that it integrates; empty if it is no integration
     * @param kinds that it reads; {@code *} stands for all that a mapping may name
     * @param offers the services that it would register, by interface
     * @param imports the packages that it needs
     * @param requires what else it needs, as its manifest has it
     * @param replaces the file that has a version of it now; empty if none has
     * @param replaced the version that is there now; empty if none is
     * @param refreshed the bundles that use packages of it and would be deployed anew
     */
    record Preview(
            String upload,
            long size,
            String sha256,
            String bundle,
            String version,
            String problem,
            String integration,
            List<String> kinds,
            List<String> offers,
            List<Import> imports,
            List<String> requires,
            Optional<String> replaces,
            Optional<String> replaced,
            List<String> refreshed) {

        /** Copies the lists. */
        public Preview {
            kinds = List.copyOf(kinds);
            offers = List.copyOf(offers);
            imports = List.copyOf(imports);
            requires = List.copyOf(requires);
            refreshed = List.copyOf(refreshed);
        }
    }

    /**
     * A package that a bundle needs.
     *
     * @param name of the package
     * @param range of versions; empty for any
     * @param there whether something exports it now
     */
    record Import(String name, String range, boolean there) {}

    /**
     * A version that is kept.
     *
     * @param version of the bundle
     * @param sha256 of its content, in hexadecimal digits
     * @param since when it came first
     * @param current whether it is what lies in the deploy folder
     */
    record Kept(String version, String sha256, Instant since, boolean current) {}

    /** Says why something was not done, and what to do. */
    final class Unfit extends Exception {

        private static final long serialVersionUID = 1L;

        private final Why why;

        /** Says why. */
        public Unfit(Why why, String message) {
            super(message);
            this.why = why;
        }

        /** What kind of reason it is. */
        public Why why() {
            return why;
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }

    /** Why something was not done. */
    enum Why {
        /** The name or the content is wrong. */
        INVALID,
        /** There is no such file, version or content. */
        UNKNOWN,
        /** It does not fit to what lies there. */
        CONFLICT,
        /** The file system refuses it, or too much waits. */
        UNAVAILABLE
    }
}
