package io.atoll.runner.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The sources of a small integration, which reads what lies in a folder.
 *
 * @param folder of the sources
 * @param third the third party
 */
record Sources(Path folder, Path third) {

    static final String PROVIDER = "src/main/java/acme/ThingResync.java";
    static final String MAPPING = "src/main/resources/.port/resources/port-app-config.yaml";

    /** Writes an integration that works. */
    static Sources acme(Path folder, Path third) throws IOException {
        var sources = new Sources(folder, third);
        sources.write("src/main/java/acme/AcmeConfig.java", """
                package acme;

                import org.osgi.service.metatype.annotations.AttributeDefinition;
                import org.osgi.service.metatype.annotations.AttributeType;
                import org.osgi.service.metatype.annotations.ObjectClassDefinition;

                @ObjectClassDefinition(name = "Acme")
                @interface AcmeConfig {
                    @AttributeDefinition(name = "Folder", description = "Where the things lie.")
                    String folder();

                    @AttributeDefinition(name = "Token", required = false, type = AttributeType.PASSWORD)
                    String _token() default "";
                }
                """);
        sources.write(PROVIDER, """
                package acme;

                import com.fasterxml.jackson.databind.JsonNode;
                import com.fasterxml.jackson.databind.node.JsonNodeFactory;
                import io.atoll.spi.ConnectionCheck;
                import io.atoll.spi.Integration;
                import io.atoll.spi.IntegrationException;
                import io.atoll.spi.RecordSink;
                import io.atoll.spi.ResyncKinds;
                import io.atoll.spi.ResyncProvider;
                import io.atoll.spi.ResyncRequest;
                import java.io.IOException;
                import java.nio.file.Files;
                import java.nio.file.Path;
                import java.nio.file.StandardOpenOption;
                import java.util.ArrayList;
                import java.util.List;
                import org.osgi.service.component.annotations.Activate;
                import org.osgi.service.component.annotations.Component;
                import org.osgi.service.component.annotations.ConfigurationPolicy;
                import org.osgi.service.metatype.annotations.Designate;

                // again
                @Integration(type = "acme", pid = "acme", title = "Acme")
                @Component(configurationPid = "acme", configurationPolicy = ConfigurationPolicy.REQUIRE)
                @Designate(ocd = AcmeConfig.class, factory = true)
                @ResyncKinds(kinds = "thing")
                public final class ThingResync implements ResyncProvider, ConnectionCheck {

                    private final AcmeConfig config;

                    @Activate
                    public ThingResync(AcmeConfig config) {
                        this.config = config;
                    }

                    @Override
                    public void resync(ResyncRequest request, RecordSink sink) throws IntegrationException, InterruptedException {
                        Path third = Path.of(config.folder());
                        try {
                            Files.writeString(third.resolve("asked"), "x", StandardOpenOption.APPEND);
                            if (Files.exists(third.resolve("refused"))) {
                                throw new IntegrationException.Unauthorized("the token was refused");
                            }
                            List<JsonNode> page = new ArrayList<>();
                            for (String line : Files.readAllLines(third.resolve("things"))) {
                                page.add(JsonNodeFactory.instance.objectNode()
                                        .put("id", line.substring(0, 1).toLowerCase())
                                        .put("name", line)
                                        .put("note", config._token()));
                            }
                            sink.emit(page);
                        } catch (IOException e) {
                            throw new IntegrationException.Unavailable("cannot read " + third, e);
                        }
                    }

                    @Override
                    public List<Step> check() {
                        return List.of(new Step("open", Outcome.PASSED, "the folder is there"));
                    }
                }
                """);
        sources.write(MAPPING, """
                resources:
                  - kind: thing
                    selector:
                      query: .id != "c"
                    port:
                      entity:
                        mappings:
                          identifier: .id
                          blueprint: '"thing"'
                          title: .name
                          properties:
                            full: .full
                """);
        sources.third("things", "Ann\nBob\nCid\n");
        sources.third("asked", "");
        return sources;
    }

    /** Writes a file of the integration, at once. */
    void write(String name, String text) throws IOException {
        put(folder.resolve(name), text);
    }

    /** Replaces a text in a file of the integration, which must be there. */
    void replace(String name, String text, String by) throws IOException {
        String before = Files.readString(folder.resolve(name));
        if (!before.contains(text)) {
            throw new AssertionError(name + " does not contain " + text);
        }
        write(name, before.replace(text, by));
    }

    /** Writes a file of the third party. */
    void third(String name, String text) throws IOException {
        put(third.resolve(name), text);
    }

    /** How often the third party was asked. */
    int asked() throws IOException {
        return Files.readString(third.resolve("asked")).length();
    }

    private static void put(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
