package io.atoll.deploy.internal;

import io.atoll.deploy.internal.Verdict.Refused;
import io.atoll.deploy.internal.Verdict.Sound;
import io.atoll.pipeline.BundleFiles;
import io.atoll.pipeline.Deployments.Deployment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The deploy folder as something that is changed from within the platform. Changes are made one after another. */
final class Upgrades implements BundleFiles {

    private static final Logger log = LoggerFactory.getLogger(Upgrades.class);
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,150}\\.jar");

    private final Intake intake;
    private final Folder folder;
    private final Verification verification;
    private final Container container;
    private final Archive archive;
    private final Uploads uploads;

    /** Changes what the intake takes up. */
    Upgrades(
            Intake intake,
            Folder folder,
            Verification verification,
            Container container,
            Archive archive,
            Uploads uploads) {
        this.intake = intake;
        this.folder = folder;
        this.verification = verification;
        this.container = container;
        this.archive = archive;
        this.uploads = uploads;
    }

    @Override
    public String receive(InputStream content) throws Unfit {
        return uploads.receive(content);
    }

    @Override
    public void discard(String upload) {
        uploads.discard(upload);
    }

    @Override
    public Preview preview(String upload) throws Unfit {
        Path jar = uploads.find(upload);
        try {
            return preview(upload, jar, verification.verify(jar));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Path file(String upload) throws Unfit {
        return uploads.find(upload);
    }

    private Preview preview(String upload, Path jar, Verdict verdict) throws IOException {
        BundleName name = name(verdict);
        String problem = switch (verdict) {
            case Sound sound -> "";
            case Refused refused -> refused.reason();
        };
        Examined examined = problem.isEmpty() ? Examined.of(jar) : Examined.NOTHING;
        Optional<Deployment> present = name == null ? Optional.empty() : holding(name.symbolicName());
        return new Preview(
                upload,
                Uploads.size(jar),
                Staging.sha256(jar),
                name == null ? "" : name.symbolicName(),
                name == null ? "" : name.version().toString(),
                problem,
                examined.integration(),
                examined.kinds(),
                examined.offers(),
                container.found(examined.imports()),
                examined.requires(),
                present.map(Deployment::file),
                present.map(Deployment::version),
                name == null ? List.of() : container.refreshed(name.symbolicName()));
    }

    private static @Nullable BundleName name(Verdict verdict) {
        return switch (verdict) {
            case Sound sound -> sound.name();
            case Refused refused -> refused.name();
        };
    }

    private Optional<Deployment> holding(String symbolicName) {
        return intake.all().stream()
                .filter(each -> each.bundle().equals(symbolicName))
                .findFirst();
    }

    @Override
    public synchronized void deploy(String file, String upload) throws Unfit {
        requireName(file);
        Path jar = uploads.find(upload);
        try {
            BundleName name = switch (verification.verify(jar)) {
                case Sound sound -> sound.name();
                case Refused refused -> throw new Unfit(Why.INVALID, refused.reason());
            };
            requireOwn(file, name);
            put(file, jar);
        } catch (IOException e) {
            throw unreadable(e);
        }
        uploads.discard(upload);
    }

    private static void requireName(String file) throws Unfit {
        if (!FILE.matcher(file).matches()) {
            throw new Unfit(
                    Why.INVALID,
                    "a file of the deploy folder is named by letters, digits and . _ + -, begins with a letter or digit, and ends in .jar");
        }
    }

    /** A bundle has one file, and a file one bundle: so that nothing hides behind the name of another. */
    private void requireOwn(String file, BundleName name) throws Unfit {
        for (Deployment present : intake.all()) {
            boolean sameFile = present.file().equals(file);
            boolean sameBundle = present.bundle().equals(name.symbolicName());
            if (sameFile && !sameBundle && !present.bundle().isEmpty()) {
                throw new Unfit(
                        Why.CONFLICT,
                        "%s holds %s, and this is %s; give it a file of its own"
                                .formatted(file, present.bundle(), name.symbolicName()));
            }
            if (sameBundle && !sameFile) {
                throw new Unfit(
                        Why.CONFLICT,
                        "%s is in %s already; send it as that, or remove that first"
                                .formatted(name.symbolicName(), present.file()));
            }
        }
    }

    /** Whoever looks sees the old content or the new one. */
    private void put(String file, Path content) throws IOException {
        folder.create();
        Path part = Files.createTempFile(folder.path(), ".", ".part");
        try {
            Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, folder.file(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    @Override
    public List<Kept> versions(String file) throws Unfit {
        try {
            String bundle = bundle(file);
            String current = current(file);
            return archive.all(bundle).stream().map(each -> kept(each, current)).toList();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static Kept kept(Archive.Version version, String current) {
        return new Kept(
                version.version(),
                version.sha256(),
                version.since(),
                version.sha256().equals(current));
    }

    private String bundle(String file) throws Unfit {
        requireName(file);
        return intake.all().stream()
                .filter(each -> each.file().equals(file) && !each.bundle().isEmpty())
                .map(Deployment::bundle)
                .findFirst()
                .orElseThrow(() -> new Unfit(Why.UNKNOWN, "no bundle lies in the deploy folder as " + file));
    }

    private String current(String file) throws IOException {
        Path path = folder.file(file);
        return Files.exists(path) ? Staging.sha256(path) : "";
    }

    @Override
    public synchronized Kept rollBack(String file, @Nullable String version) throws Unfit {
        try {
            String bundle = bundle(file);
            String current = current(file);
            List<Archive.Version> all = archive.all(bundle);
            Archive.Version chosen = version == null
                    ? former(all, current)
                            .orElseThrow(
                                    () -> new Unfit(Why.UNKNOWN, "no version of " + bundle + " from before is kept"))
                    : all.stream()
                            .filter(each -> each.version().equals(version)
                                    || (version.length() >= 8 && each.sha256().startsWith(version)))
                            .findFirst()
                            .orElseThrow(() -> new Unfit(
                                    Why.UNKNOWN,
                                    "version " + version + " of " + bundle + " is not kept: see its versions"));
            put(file, chosen.file());
            return kept(chosen, chosen.sha256());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** What came before the current content; the newest if that is not kept. */
    private static Optional<Archive.Version> former(List<Archive.Version> all, String current) {
        int at = -1;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).sha256().equals(current)) {
                at = i;
            }
        }
        return all.stream().skip(at + 1L).findFirst();
    }

    @Override
    public synchronized void remove(String file) throws Unfit {
        requireName(file);
        try {
            if (!Files.deleteIfExists(folder.file(file))) {
                throw new Unfit(Why.UNKNOWN, "there is no " + file + " in the deploy folder");
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static Unfit unreadable(IOException e) {
        log.warn("the deploy folder cannot be changed", e);
        return new Unfit(
                Why.UNAVAILABLE,
                "the deploy folder cannot be read or changed (" + e.getClass().getSimpleName() + "); see the log");
    }
}
