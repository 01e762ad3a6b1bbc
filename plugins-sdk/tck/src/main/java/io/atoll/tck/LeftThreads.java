package io.atoll.tck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Threads that an integration left running: new ones of the system, and all, virtual ones too, that run code of its bundle. */
final class LeftThreads {

    /** Threads of the JDK, the framework and the tests, which come and go. */
    private static final String FOREIGN =
            "(ForkJoinPool|VirtualThread|Common-Cleaner|Attach|process reaper|Felix|SCR|CM |Configuration|junit|surefire).*";

    private final Set<String> classes;
    private final Path folder;
    private final Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    private final Set<Long> inside = new HashSet<>();

    /**
     * Remembers what runs now.
     *
     * @param bundle the folder of its classes
     * @param folder for files, empty
     */
    LeftThreads(Path bundle, Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        try (Stream<Path> files = Files.walk(bundle)) {
            this.classes =
                    new HashSet<>(files.map(file -> bundle.relativize(file).toString())
                            .filter(name -> name.endsWith(".class"))
                            .map(name -> name.substring(0, name.length() - ".class".length())
                                    .replace('/', '.')
                                    .replace('\\', '.'))
                            .toList());
        }
        inside((id, description) -> inside.add(id));
    }

    /** Their names, and where they are in the bundle. */
    Set<String> names() {
        var names = new TreeSet<String>();
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && thread.isAlive())
                .filter(thread -> thread.getThreadGroup() != null
                        && !List.of("system", "InnocuousThreadGroup")
                                .contains(thread.getThreadGroup().getName()))
                .filter(thread -> !thread.getName().matches(FOREIGN))
                .forEach(thread -> names.add("'" + thread.getName() + "'"));
        inside((id, description) -> {
            if (!inside.contains(id)) {
                names.add(description);
            }
        });
        return names;
    }

    /** Tells of the threads that run code of the bundle. */
    private void inside(BiConsumer<Long, String> report) {
        for (JsonNode container : dump().at("/threadDump/threadContainers")) {
            for (JsonNode thread : container.path("threads")) {
                for (JsonNode frame : thread.path("stack")) {
                    String method = frame.asText();
                    if (classes.stream().anyMatch(type -> method.contains(type + "."))) {
                        report.accept(
                                thread.path("tid").asLong(),
                                "'" + thread.path("name").asText() + "' in " + method);
                        break;
                    }
                }
            }
        }
    }

    /** All threads with their stacks, virtual ones too, which no other way tells. */
    private JsonNode dump() {
        Path file = folder.resolve("threads-" + System.nanoTime() + ".json");
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toAbsolutePath().toString(), ThreadDumpFormat.JSON);
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
