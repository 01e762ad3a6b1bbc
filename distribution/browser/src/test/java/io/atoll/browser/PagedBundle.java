package io.atoll.browser;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes bundles of the integration {@code paged}, see its package.
 *
 * @param folder where they are put
 */
record PagedBundle(Path folder) {

    private static final String BLUEPRINTS = """
            [{"identifier": "pagedItem", "title": "Item",
              "schema": {"properties": {"size": {"type": "number"}}, "required": []}, "relations": {}}]
            """;

    private static final String MAPPING = """
            resources:
              - kind: item
                selector: {query: 'true'}
                port:
                  entity:
                    mappings:
                      identifier: .name
                      title: TITLE
                      blueprint: '"pagedItem"'
                      properties: {size: .size}
            """;

    /**
     * One version.
     *
     * @param title of entities, by the default mapping
     */
    Path version(String version, String title) throws Exception {
        Path resources = Files.createDirectories(folder.resolve(version + "/resources"));
        Files.writeString(resources.resolve("blueprints.json"), BLUEPRINTS);
        Files.writeString(resources.resolve("port-app-config.yaml"), MAPPING.replace("TITLE", title));
        Path file = folder.resolve("paged-" + version + ".jar");
        try (var builder = new Builder()) {
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                if (new File(entry).exists() && !entry.endsWith(".gz")) {
                    builder.addClasspath(new File(entry));
                }
            }
            builder.setProperty("Bundle-SymbolicName", "paged");
            builder.setProperty("Bundle-Version", version);
            builder.setProperty("Private-Package", "io.atoll.browser.paged");
            builder.setProperty("-includeresource", ".port=" + resources.getParent());
            Jar jar = builder.build();
            if (!builder.getErrors().isEmpty()) {
                throw new IllegalStateException(builder.getErrors().toString());
            }
            jar.write(file.toFile());
        }
        return file;
    }
}
