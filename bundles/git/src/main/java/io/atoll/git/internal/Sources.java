package io.atoll.git.internal;

import io.atoll.spi.IntegrationException.Misconfigured;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;

/** Reads the {@code paths} and {@code urls} of a configuration. */
final class Sources {

    private static final Pattern NAMED = Pattern.compile("([\\p{L}0-9._-]+)=(.+)");
    private static final Set<String> SCHEMES = Set.of("https", "http", "git", "file");
    private static final String CHILDREN = "/*";

    private final Map<String, Source> byName = new LinkedHashMap<>();

    private Sources() {}

    /**
     * Gives the configured repositories, in the order of the configuration.
     *
     * @throws Misconfigured if there is none, two have the same name, or an entry cannot be understood
     */
    static List<Source> of(String[] paths, String[] urls) throws Misconfigured {
        var sources = new Sources();
        for (String path : paths) {
            if (!path.isBlank()) {
                sources.addPath(Entry.parse(path.strip()));
            }
        }
        for (String url : urls) {
            if (!url.isBlank()) {
                sources.add(remote(Entry.parse(url.strip())));
            }
        }
        Collection<Source> all = sources.byName.values();
        if (all.isEmpty()) {
            throw new Misconfigured(
                    "nothing to read: give 'paths' (folders) or 'urls' (addresses) of git repositories");
        }
        return List.copyOf(all);
    }

    private void addPath(Entry entry) throws Misconfigured {
        if (!entry.place().startsWith("/")) {
            throw new Misconfigured("paths: '" + entry.place() + "' is not absolute; write the folder from / on");
        }
        if (!entry.place().endsWith(CHILDREN)) {
            Path path = Path.of(entry.place()).normalize();
            add(new Source.Local(entry.nameOr(path.toString()), path));
            return;
        }
        if (!entry.name().isEmpty()) {
            throw new Misconfigured(
                    "paths: '" + entry.place() + "' stands for several repositories, which cannot share the name '"
                            + entry.name() + "'; leave the name out");
        }
        Path folder =
                Path.of(entry.place().substring(0, entry.place().length() - 1)).normalize();
        List<Path> children;
        try {
            children = repositoriesIn(folder);
        } catch (IOException e) {
            add(new Source.Unusable(
                    entry.place(),
                    new Misconfigured("paths: the folder " + folder + " cannot be listed (" + Failures.reason(e)
                            + "); correct the entry, or let the platform's user read it")));
            return;
        }
        if (children.isEmpty()) {
            add(new Source.Unusable(
                    entry.place(),
                    new Misconfigured("paths: no repository is directly below " + folder
                            + "; correct the entry, or see whether the file system is mounted")));
        }
        for (Path child : children) {
            add(new Source.Local(lastPart(child.toString()), child));
        }
    }

    private static List<Path> repositoriesIn(Path folder) throws IOException {
        var found = new ArrayList<Path>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, LocalRepository::exists)) {
            children.forEach(found::add);
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    private static Source remote(Entry entry) throws Misconfigured {
        URIish uri;
        try {
            uri = new URIish(entry.place());
        } catch (URISyntaxException e) {
            throw new Misconfigured("urls: an entry is no address; write it like https://host/group/repository.git");
        }
        if (uri.getUser() != null || uri.getPass() != null) {
            throw new Misconfigured("urls: the address of " + uri.getHost()
                    + " holds a user or password; take it out and use 'username' and 'token'");
        }
        if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
            throw new Misconfigured("urls: '" + uri + "' does not begin with https://, http://, git:// or file://"
                    + "; for a folder use 'paths', instead of ssh use https with a token");
        }
        return new Source.Remote(entry.nameOr(uri.getPath()), uri);
    }

    private void add(Source source) throws Misconfigured {
        Source other = byName.putIfAbsent(source.name(), source);
        if (other != null) {
            throw new Misconfigured("two repositories are called '" + source.name() + "': " + other.location() + " and "
                    + source.location() + "; give one another name: other-name=" + source.location());
        }
    }

    private static String lastPart(String path) {
        String trimmed = path.replaceAll("/+$", "").replaceAll("/?\\.git$", "");
        return trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }

    /**
     * One entry of the configuration, {@code place} or {@code name=place}.
     *
     * @param name empty if not given
     */
    private record Entry(String name, String place) {

        static Entry parse(String text) {
            var named = NAMED.matcher(text);
            return named.matches() ? new Entry(named.group(1), named.group(2)) : new Entry("", text);
        }

        String nameOr(String path) throws Misconfigured {
            String result = name.isEmpty() ? lastPart(path) : name;
            if (result.isEmpty()) {
                throw new Misconfigured("'" + place + "' gives the repository no name; write name=" + place);
            }
            return result;
        }
    }
}
