package io.atoll.health.internal.inside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Where support archives are kept: the latest few, for the user of the platform alone. */
@Component(service = SupportFolder.class)
public final class SupportFolder {

    private static final int KEPT = 5;
    private static final Pattern NAME = Pattern.compile("atoll-support-[0-9]{8}-[0-9]{9}\\.zip");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path folder;

    /** In the data folder. */
    @Activate
    public SupportFolder(BundleContext context) {
        this(Path.of(String.valueOf(context.getProperty("atoll.data")), "support"));
    }

    SupportFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** An empty file for the next archive; the oldest ones make room. */
    synchronized Path next() throws IOException {
        Files.createDirectories(folder);
        List<Path> kept = archives();
        for (Path old : kept.subList(0, Math.max(0, kept.size() - KEPT + 1))) {
            Files.deleteIfExists(old);
        }
        Instant now = Instant.now();
        while (Files.exists(file(now))) {
            now = now.plusMillis(1);
        }
        Path file = file(now);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            return Files.createFile(
                    file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return Files.createFile(file);
    }

    private Path file(Instant moment) {
        return folder.resolve("atoll-support-" + MOMENT.format(moment) + ".zip");
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        }
    }

    /** The archive of a name, if there is one. */
    Optional<Path> find(String name) {
        return Optional.of(name)
                .filter(given -> NAME.matcher(given).matches())
                .map(folder::resolve)
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
