package io.atoll.test.npm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** Brings packages of the npm registry, exactly those that a lock file or a checksum names, into a folder below target. */
public final class Npm {

    private static final int PATIENCE_SECONDS = 600;

    private Npm() {}

    /**
     * Installs what {@code package.json} and {@code package-lock.json} say, unless that was done before. No script of a package is run.
     *
     * @param beside a class of the test
     * @param resources the folder of both files, as {@link Class#getResource} of that class finds it
     * @param folder where to; it holds {@code node_modules} afterwards
     */
    public static Path install(Class<?> beside, String resources, Path folder) throws Exception {
        Files.createDirectories(folder);
        Path done = folder.resolve("installed");
        boolean same = true;
        for (String file : List.of("package.json", "package-lock.json")) {
            try (InputStream in = resource(beside, resources + file)) {
                byte[] wanted = in.readAllBytes();
                same &= Files.exists(folder.resolve(file))
                        && Arrays.equals(Files.readAllBytes(folder.resolve(file)), wanted);
                Files.write(folder.resolve(file), wanted);
            }
        }
        if (!same || !Files.exists(done)) {
            Files.deleteIfExists(done);
            run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
            Files.writeString(done, "");
        }
        return folder;
    }

    /** Takes one file out of a package, whose checksum is known, without unpacking the rest of it. */
    public static Path file(Path folder, String spec, String sha512, String name) throws Exception {
        Files.createDirectories(folder);
        Path file = folder.resolve(Path.of(name).getFileName());
        if (!Files.exists(file)) {
            run(folder, "npm", "pack", spec, "--silent", "--prefer-offline");
            try (var archives = Files.newDirectoryStream(folder, "*.tgz")) {
                Path archive = archives.iterator().next();
                String found = Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(archive)));
                if (!found.equals(sha512)) {
                    throw new IllegalStateException(
                            spec + " has the checksum " + found + ", but should have " + sha512);
                }
                extract(archive, "package/" + name, file);
                Files.delete(archive);
            }
        }
        return file;
    }

    private static InputStream resource(Class<?> beside, String name) {
        return Objects.requireNonNull(beside.getResourceAsStream(name), name);
    }

    private static void extract(Path archive, String name, Path to) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(archive), 1 << 16)) {
            while (true) {
                byte[] head = in.readNBytes(512);
                String entry = new String(head, 0, Math.min(100, head.length), StandardCharsets.US_ASCII).trim();
                if (entry.isEmpty()) {
                    throw new IllegalStateException(archive + " has no " + name);
                }
                long size = Long.parseLong(new String(head, 124, 11, StandardCharsets.US_ASCII).trim(), 8);
                if (entry.equals(name)) {
                    Path part = to.resolveSibling(to.getFileName() + ".part");
                    Files.write(part, in.readNBytes((int) size));
                    Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
                    return;
                }
                in.skipNBytes((size + 511) / 512 * 512);
            }
        }
    }

    private static void run(Path folder, String... command) throws Exception {
        Path log = folder.resolve("npm.log");
        var builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IllegalStateException("this test needs npm and node 18.20 or later on the path", e);
        }
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed:\n" + Files.readString(log));
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
