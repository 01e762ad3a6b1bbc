package io.atoll.git.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** A repository while its records are read. To be used by one thread. */
final class OpenRepository implements AutoCloseable {

    /** How much of a title is kept, in characters. */
    private static final int TITLE = 250;

    private static final String UNTITLED = "Unnamed repository";

    private final Source source;
    private final Repository repository;
    private final BlobReader blobs;
    private final WebLinks links;
    private final @Nullable ObjectId head;
    private final Mailmap mailmap;
    private final ObjectNode record;

    /**
     * Takes a repository over.
     *
     * @throws IOException if it cannot be read; it is closed then
     */
    OpenRepository(Source source, Repository repository, int maxFileBytes) throws IOException {
        this.source = source;
        this.repository = repository;
        this.blobs = new BlobReader(repository, maxFileBytes);
        try {
            String remote = remote();
            this.links = WebLinks.of(remote);
            Ref headRef = repository.exactRef(Constants.HEAD);
            this.head = headRef == null ? null : headRef.getObjectId();
            this.mailmap = new Mailmap(textAt(".mailmap"));
            this.record = describe(remote, headRef);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    String name() {
        return source.name();
    }

    Repository git() {
        return repository;
    }

    BlobReader blobs() {
        return blobs;
    }

    WebLinks links() {
        return links;
    }

    Mailmap mailmap() {
        return mailmap;
    }

    /** The record of the repository; not to be changed. */
    ObjectNode record() {
        return record;
    }

    /** The commit that is checked out; {@code null} if there is none yet. */
    @Nullable
    ObjectId head() {
        return head;
    }

    /** The branch that is checked out, by its short name; {@code null} if a commit is checked out instead. */
    @Nullable
    String defaultBranch() throws IOException {
        return branchOf(repository.exactRef(Constants.HEAD));
    }

    /** The branches of the repository itself, in the order of their names. */
    List<Ref> branches() throws IOException {
        return repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS);
    }

    /** The tags, in the order of their names. */
    List<Ref> tags() throws IOException {
        return repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS);
    }

    /** The files of the commit that is checked out; {@code null} if there is none yet. */
    @Nullable
    RevTree tree() throws IOException {
        if (head == null) {
            return null;
        }
        try (var walk = new RevWalk(repository)) {
            return walk.parseCommit(head).getTree();
        }
    }

    /** A commit as {@code {sha, title, date, url, author}}. */
    ObjectNode brief(RevCommit commit) {
        Person author = mailmap.person(commit.getAuthorIdent());
        Person committer = mailmap.person(commit.getCommitterIdent());
        ObjectNode brief = JsonNodeFactory.instance
                .objectNode()
                .put("sha", commit.name())
                .put("title", title(commit))
                .put("date", committer.when() == null ? null : committer.when().toString())
                .put("url", links.commit(commit.name()));
        brief.set("author", author.toJson(name()));
        return brief;
    }

    /** A new record with {@code id}, {@code name} and {@code __repository}. */
    ObjectNode newRecord(String key, String title) {
        ObjectNode created = JsonNodeFactory.instance
                .objectNode()
                .put("id", Identifier.of(name(), key))
                .put("name", title);
        created.set("__repository", record);
        return created;
    }

    /** The first line or paragraph of a commit's message, cut off if it is very long. */
    static String title(RevCommit commit) {
        String title = commit.getShortMessage().strip();
        return title.length() > TITLE ? title.substring(0, TITLE) : title;
    }

    private String textAt(String path) throws IOException {
        RevTree tree = tree();
        byte[] bytes = tree == null ? null : blobs.at(tree, path);
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private ObjectNode describe(@Nullable String remote, @Nullable Ref headRef) throws IOException {
        ObjectNode described = JsonNodeFactory.instance
                .objectNode()
                .put("id", Identifier.of(name()))
                .put("name", name())
                .put("path", source instanceof Source.Local local ? local.location() : null)
                .put("remote", remote)
                .put("webUrl", links.base())
                .put("description", description())
                .put("defaultBranch", branchOf(headRef))
                .put("bare", repository.isBare())
                .put("shallow", new File(repository.getCommonDirectory(), "shallow").isFile())
                .put("empty", head == null && branches().isEmpty())
                .put("branches", branches().size())
                .put("tags", tags().size());
        if (head == null) {
            described.putNull("head");
            return described;
        }
        try (var walk = new RevWalk(repository)) {
            described.set("head", brief(walk.parseCommit(head)));
            return described;
        }
    }

    private @Nullable String description() throws IOException {
        String text = repository.getGitwebDescription();
        return text == null || text.isBlank() || text.startsWith(UNTITLED) ? null : text;
    }

    /** The address of the remote, or of the remote that a local repository was cloned from; without credentials. */
    private @Nullable String remote() {
        if (source instanceof Source.Remote) {
            return source.location();
        }
        String url = repository.getConfig().getString("remote", Constants.DEFAULT_REMOTE_NAME, "url");
        if (url == null) {
            return null;
        }
        try {
            var uri = new URIish(url);
            boolean user = "ssh".equals(uri.getScheme()) || uri.getScheme() == null;
            return (user ? uri.setPass(null) : uri.setUser(null).setPass(null)).toString();
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static @Nullable String branchOf(@Nullable Ref headRef) {
        return headRef != null && headRef.isSymbolic()
                ? Repository.shortenRefName(headRef.getTarget().getName())
                : null;
    }

    @Override
    public void close() {
        blobs.close();
        repository.close();
    }
}
