package io.atoll.deploy.internal;

import io.atoll.deploy.internal.Clauses.Clause;
import io.atoll.pipeline.BundleFiles.Import;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;

/**
 * What a jar that passed verification says of itself. Nothing of it is run.
 *
 * @param integration the type that it integrates; empty if it is no integration
 * @param kinds that its components read
 * @param offers the interfaces of the services of its components
 * @param imports the packages that it cannot do without, by {@link Import#there} not told yet
 * @param requires the other things that it cannot do without
 */
record Examined(
        String integration, List<String> kinds, List<String> offers, List<Import> imports, List<String> requires) {

    /** What a jar says of which nothing can be read. */
    static final Examined NOTHING = new Examined("", List.of(), List.of(), List.of(), List.of());

    private static final int LARGEST_DESCRIPTION = 1 << 20;
    private static final Set<String> TOLD_OTHERWISE = Set.of("osgi.extender", "osgi.ee");
    private static final Pattern KINDS =
            Pattern.compile("<property name=\"atoll\\.resync\\.kinds\"[^>]*?(?:value=\"([^\"]*)\"|>([^<]*)<)");
    private static final Pattern OFFERS = Pattern.compile("<provide interface=\"([^\"]+)\"");

    /** Reads a jar. */
    static Examined of(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Attributes manifest = manifest(zip);
            Set<String> kinds = new TreeSet<>();
            Set<String> offers = new TreeSet<>();
            for (Clause component : Clauses.of(manifest, "Service-Component")) {
                String description = text(zip, component.path());
                KINDS.matcher(description)
                        .results()
                        .flatMap(found -> words(found.group(1) == null ? found.group(2) : found.group(1)))
                        .forEach(kinds::add);
                OFFERS.matcher(description).results().forEach(found -> offers.add(found.group(1)));
            }
            return new Examined(
                    type(manifest),
                    List.copyOf(kinds),
                    List.copyOf(offers),
                    imports(manifest),
                    Clauses.of(manifest, Constants.REQUIRE_CAPABILITY).stream()
                            .filter(clause -> !TOLD_OTHERWISE.contains(clause.path()))
                            .map(clause ->
                                    (clause.path() + " " + clause.parameters().getOrDefault("filter", "")).strip())
                            .distinct()
                            .sorted()
                            .toList());
        }
    }

    private static Stream<String> words(String text) {
        return text.lines()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(String::strip)
                .filter(word -> !word.isEmpty());
    }

    private static Attributes manifest(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry("META-INF/MANIFEST.MF");
        if (entry == null) {
            return new Attributes();
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new Manifest(in).getMainAttributes();
        }
    }

    private static String type(Attributes manifest) {
        return Clauses.of(manifest, Constants.PROVIDE_CAPABILITY).stream()
                .filter(clause -> clause.path().equals("io.atoll.integration"))
                .map(clause -> clause.parameters().getOrDefault("type", ""))
                .collect(Collectors.joining(", "));
    }

    private static List<Import> imports(Attributes manifest) {
        return Clauses.of(manifest, Constants.IMPORT_PACKAGE).stream()
                .filter(clause -> !clause.path().startsWith("java.")
                        && !"optional".equals(clause.parameters().get(Constants.RESOLUTION_DIRECTIVE)))
                .map(clause -> new Import(
                        clause.path(), clause.parameters().getOrDefault(Constants.VERSION_ATTRIBUTE, ""), false))
                .sorted(Comparator.comparing(Import::name))
                .toList();
    }

    private static String text(ZipFile zip, String name) throws IOException {
        @Nullable ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return "";
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readNBytes(LARGEST_DESCRIPTION), StandardCharsets.UTF_8);
        }
    }
}
