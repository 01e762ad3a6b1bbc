package io.atoll.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.operation.Field;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people can ask of the platform, and by which means: {@code docs/parity.md} is made of the code. */
class ParityTest {

    private static final Path TOP = Path.of("../..").toAbsolutePath().normalize();
    private static final Path DOCUMENT = TOP.resolve("docs/parity.md");

    /** If set, the document is written instead of compared. */
    private static final String WRITE = "parity.write";

    /** Where a module says at which page of the console an operation is offered: {@code run=/runs/…}, a blank of its name written as hyphen. */
    private static final String PAGES = "META-INF/atoll/pages.properties";

    /** Finds what it finds by looking through everything: who wants more of it asks for more. */
    private static final Set<String> SEARCHES = Set.of("why search");

    /** What can be stated in files, by operations that show or change the same. */
    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("config", "`conf/`"),
            Map.entry("config show", "`conf/<stage>.yaml`, `conf/integrations/<type>~<instance>.yaml`"),
            Map.entry("config set", "`conf/<stage>.yaml`, `conf/integrations/<type>~<instance>.yaml`"),
            Map.entry("config remove", "`conf/<stage>.yaml`, `conf/integrations/<type>~<instance>.yaml`"),
            Map.entry("integration enable", "`enabled` in `conf/integrations/<type>~<instance>.yaml`"),
            Map.entry("integration disable", "`enabled` in `conf/integrations/<type>~<instance>.yaml`"),
            Map.entry("deploy upload", "`deploy/`"),
            Map.entry("deploy remove", "`deploy/`"),
            Map.entry("integrations", "`conf/integrations/`"),
            Map.entry("integration", "`conf/integrations/<type>~<instance>.yaml`"),
            Map.entry("mapping", "`mapping` in `conf/integrations/<type>~<instance>.yaml`"),
            Map.entry("mapping set", "`mapping` in `conf/integrations/<type>~<instance>.yaml`"),
            Map.entry("deploy-status", "`deploy/`"),
            Map.entry("resync", "`trigger` in `conf/integrations/<type>~<instance>.yaml`"),
            Map.entry("users", "`conf/access/users.yaml`"),
            Map.entry("user", "`conf/access/users.yaml`"),
            Map.entry("users add", "`conf/access/users.yaml`"),
            Map.entry("users set", "`conf/access/users.yaml`"),
            Map.entry("users remove", "`conf/access/users.yaml`"));

    private static URLClassLoader classes;
    private static List<Operation<?, ?>> operations;
    private static Properties pages;

    @BeforeAll
    static void readTheCode() throws Exception {
        List<Path> folders = folders();
        classes = new URLClassLoader(
                folders.stream().map(ParityTest::url).toArray(URL[]::new), ParityTest.class.getClassLoader());
        operations = new ArrayList<>();
        pages = new Properties();
        for (Path folder : folders) {
            for (String group : groups(folder)) {
                operations.addAll(group(group).operations());
            }
            Path registry = folder.resolve(PAGES);
            if (Files.exists(registry)) {
                try (InputStream content = Files.newInputStream(registry)) {
                    pages.load(content);
                }
            }
        }
        operations.sort(Comparator.comparing(Operation::name));
    }

    @AfterAll
    static void close() throws IOException {
        classes.close();
    }

    @Test
    void theDocumentSaysWhatTheCodeSays() throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(DOCUMENT, document());
        }

        assertThat(DOCUMENT)
                .as("write it anew by the system property %s=true of this test", WRITE)
                .exists()
                .content()
                .isEqualTo(document());
    }

    @Test
    void everyOperationHasAPlaceOfItsOwnInRestAndShell() {
        assertThat(operations).hasSizeGreaterThan(40);
        assertThat(operations).extracting(Operation::name).doesNotHaveDuplicates();
        assertThat(operations.stream().map(ParityTest::command)).doesNotHaveDuplicates();
        assertThat(operations.stream().map(operation -> operation.toString().replaceAll("\\{[^}]*}", "{}")))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyListIsReadPartByPart() {
        assertThat(operations.stream().filter(operation -> operation.list() && !SEARCHES.contains(operation.name())))
                .allSatisfy(operation -> assertThat(operation.fields())
                        .as(operation.name())
                        .extracting(Field::name)
                        .contains("limit", "cursor"));
    }

    @Test
    void filesAndPagesAreOfOperationsThatThereAre() {
        assertThat(operations).extracting(Operation::name).containsAll(FILES.keySet());
        assertThat(operations.stream().map(ParityTest::command)).containsAll(pages.stringPropertyNames());
    }

    @Test
    void everyOperationHasAPage() {
        assertThat(operations.stream().map(ParityTest::command)).isSubsetOf(pages.stringPropertyNames());
    }

    private static String document() {
        StringBuilder text = new StringBuilder("""
                # What can be asked for, and by which means

                Made of the code; the test `ParityTest` fails if it is not true, and writes it anew with `-Dparity.write=true`. Paths stand below
                `/api/v1`; commands are those of the shell, and from outside `bin/atoll COMMAND`. Each role includes those before it: viewer,
                operator, integrator, admin.

                | operation | what it does | REST | shell | console | file | role |
                |---|---|---|---|---|---|---|
                """);
        for (Operation<?, ?> operation : operations) {
            String page = pages.getProperty(command(operation), "");
            text.append("| ")
                    .append(String.join(
                            " | ",
                            operation.name(),
                            operation.summary(),
                            "`" + operation + "`",
                            "`atoll:" + command(operation) + "`",
                            page.isEmpty() ? "" : "`" + page + "`",
                            FILES.getOrDefault(operation.name(), ""),
                            operation.role().toString()))
                    .append(" |\n");
        }
        return text.toString();
    }

    private static String command(Operation<?, ?> operation) {
        return operation.name().replace(' ', '-');
    }

    /** The classes of components that offer operations, by the descriptions that the container reads. */
    private static List<String> groups(Path folder) throws IOException {
        Pattern implementation = Pattern.compile("<implementation class=\"([^\"]+)\"");
        List<String> groups = new ArrayList<>();
        Path descriptions = folder.resolve("OSGI-INF");
        if (Files.isDirectory(descriptions)) {
            try (Stream<Path> files = Files.list(descriptions)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".xml"))
                        .sorted()
                        .toList()) {
                    String description = Files.readString(file);
                    if (description.contains("<provide interface=\"" + OperationGroup.class.getName() + "\"")) {
                        implementation.matcher(description).results().forEach(found -> groups.add(found.group(1)));
                    }
                }
            }
        }
        return groups;
    }

    /** A group that knows nothing; it is only asked what it offers. */
    private static OperationGroup group(String name) throws ReflectiveOperationException {
        Constructor<?> constructor = Arrays.stream(classes.loadClass(name).getConstructors())
                .min(Comparator.comparingInt(Constructor::getParameterCount))
                .orElseThrow();
        return (OperationGroup) constructor.newInstance(new Object[constructor.getParameterCount()]);
    }

    private static List<Path> folders() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (String group : List.of("platform", "bundles")) {
            try (Stream<Path> modules = Files.list(TOP.resolve(group))) {
                modules.map(module -> module.resolve("target/classes"))
                        .filter(Files::isDirectory)
                        .sorted()
                        .forEach(folders::add);
            }
        }
        return folders;
    }

    private static URL url(Path folder) {
        try {
            return folder.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
