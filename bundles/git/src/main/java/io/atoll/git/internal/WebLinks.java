package io.atoll.git.internal;

import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/**
 * Where a person sees a repository in the browser, guessed from the address that it is fetched from.
 *
 * @param base the page of the repository; {@code null} if its host is not known, and then there are no other pages either
 * @param forge how its host makes addresses
 */
record WebLinks(@Nullable String base, Forge forge) {

    private static final WebLinks NONE = new WebLinks(null, Forge.GITHUB);

    /** Guesses from an address in any form that git takes; {@code null} and unknown hosts have no pages. */
    static WebLinks of(@Nullable String remote) {
        if (remote == null) {
            return NONE;
        }
        try {
            var uri = new URIish(remote);
            Forge forge = uri.getHost() == null ? null : Forge.of(uri.getHost());
            if (forge == null) {
                return NONE;
            }
            String path = uri.getPath().replaceAll("^/+|/+$|\\.git/?$", "");
            return new WebLinks("https://" + uri.getHost() + "/" + encode(path), forge);
        } catch (URISyntaxException e) {
            return NONE;
        }
    }

    @Nullable
    String commit(String sha) {
        return page(forge.commit, sha);
    }

    @Nullable
    String tree(String branch) {
        return page(forge.tree, branch);
    }

    @Nullable
    String file(String revision, String path) {
        return page(forge.file, revision + "/" + path);
    }

    private @Nullable String page(String section, String rest) {
        return base == null ? null : base + section + encode(rest);
    }

    private static String encode(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    /** A kind of host, with the parts of its addresses between repository and revision. */
    enum Forge {
        /** GitHub, in the cloud or at {@code github.<company>}. */
        GITHUB("/commit/", "/tree/", "/blob/"),
        /** GitLab, in the cloud or at {@code gitlab.<company>}. */
        GITLAB("/-/commit/", "/-/tree/", "/-/blob/"),
        /** Bitbucket Cloud. */
        BITBUCKET("/commits/", "/src/", "/src/");

        private final String commit;
        private final String tree;
        private final String file;

        Forge(String commit, String tree, String file) {
            this.commit = commit;
            this.tree = tree;
            this.file = file;
        }

        private static @Nullable Forge of(String host) {
            String name = host.toLowerCase(Locale.ROOT);
            if (name.startsWith("github.")) {
                return GITHUB;
            }
            if (name.startsWith("gitlab.")) {
                return GITLAB;
            }
            return name.equals("bitbucket.org") ? BITBUCKET : null;
        }
    }
}
