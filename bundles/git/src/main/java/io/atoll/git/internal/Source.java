package io.atoll.git.internal;

import io.atoll.spi.IntegrationException;
import java.nio.file.Path;
import org.eclipse.jgit.transport.URIish;

/** One repository that is configured to be read, whether or not it can be. */
sealed interface Source {

    /** What people call it, unique in the instance. */
    String name();

    /** Where it is: an absolute path or an address, without credentials. */
    String location();

    /**
     * A repository in a folder of this machine.
     *
     * @param path absolute
     */
    record Local(String name, Path path) implements Source {

        @Override
        public String location() {
            return path.toString();
        }
    }

    /**
     * A repository of a server.
     *
     * @param uri its address, without credentials
     */
    record Remote(String name, URIish uri) implements Source {

        @Override
        public String location() {
            return uri.toString();
        }
    }

    /**
     * A folder that should hold repositories and does not.
     *
     * @param problem what is wrong with it and what to do
     */
    record Unusable(String name, IntegrationException.Misconfigured problem) implements Source {

        @Override
        public String location() {
            return name;
        }
    }
}
