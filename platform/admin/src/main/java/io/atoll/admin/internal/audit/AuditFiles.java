package io.atoll.admin.internal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of the audit log, {@code audit-000001.jsonl} and so on: lines are only added, to the last. Not safe for use by several threads. */
final class AuditFiles {

    private static final String PATTERN = "audit-[0-9]{6}\\.jsonl";

    private final Path folder;
    private final long largest;

    /**
     * Opens a folder.
     *
     * @param largest with how many bytes a file is full
     */
    AuditFiles(Path folder, long largest) {
        this.folder = folder;
        this.largest = largest;
    }

    /** The numbers of the files, in their order. */
    List<Integer> numbers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(PATTERN))
                    .map(name -> Integer.valueOf(name.substring(6, 12)))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    /** The lines of a file; what comes after the last line break is none. */
    List<String> lines(int number) throws IOException {
        String text = new String(Files.readAllBytes(file(number)), UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** Takes away what was not written to its end, because the process or the machine ended meanwhile. */
    void mend(int number) throws IOException {
        byte[] bytes = Files.readAllBytes(file(number));
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end < bytes.length) {
            try (FileChannel channel = FileChannel.open(file(number), StandardOpenOption.WRITE)) {
                channel.truncate(end);
                channel.force(true);
            }
        }
    }

    /** Adds a line, durably; all of it or, on failure, nothing that counts. */
    void add(String line) throws IOException {
        List<Integer> numbers = numbers();
        int last = numbers.isEmpty() ? 0 : numbers.getLast();
        if (last == 0 || Files.size(file(last)) >= largest) {
            last++;
            create(last);
        }
        try (FileChannel channel = FileChannel.open(file(last), StandardOpenOption.WRITE)) {
            long end = channel.size();
            try {
                ByteBuffer content = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
                channel.position(end);
                while (content.hasRemaining()) {
                    channel.write(content);
                }
                channel.force(false);
            } catch (IOException e) {
                channel.truncate(end);
                throw e;
            }
        }
    }

    private void create(int number) throws IOException {
        Files.createDirectories(folder);
        Path file = file(number);
        boolean modes = Files.getFileStore(folder).supportsFileAttributeView("posix");
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileChannel channel = modes
                ? FileChannel.open(
                        file,
                        options,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : FileChannel.open(file, options);
        channel.close();
    }

    private Path file(int number) {
        return folder.resolve("audit-%06d.jsonl".formatted(number));
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
