package io.atoll.tck;

import aQute.bnd.osgi.Builder;
import java.io.File;
import java.nio.file.Path;

/** The bundle of the fixture, made of the classes of the tests. */
final class FixtureBundle {

    private FixtureBundle() {}

    /** Makes it in a folder, as {@code target/classes} would be. */
    static Path in(Path folder) throws Exception {
        try (var builder = new Builder()) {
            builder.setBundleSymbolicName("io.atoll.tck.fixture");
            builder.setBundleVersion("1.0.0");
            builder.setPrivatePackage("io.atoll.tck.fixture");
            builder.setIncludeResource("src/test/resources/fixture");
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                builder.addClasspath(new File(entry));
            }
            builder.build().expand(folder.toFile());
            if (!builder.getErrors().isEmpty()) {
                throw new IllegalStateException(builder.getErrors().toString());
            }
        }
        return folder;
    }
}
