package io.atoll.git.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/** A real repository with a working tree, for tests to fill. Each commit is one minute younger than the one before. */
final class SampleRepository implements AutoCloseable {

    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final Path folder;
    private final Git git;
    private Instant now = BEGIN;

    private SampleRepository(Path folder, Git git) {
        this.folder = folder;
        this.git = git;
    }

    static SampleRepository create(Path folder) {
        GitEnvironment.install();
        try {
            return new SampleRepository(
                    folder,
                    Git.init()
                            .setDirectory(folder.toFile())
                            .setInitialBranch("main")
                            .call());
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    Path folder() {
        return folder;
    }

    Repository repository() {
        return git.getRepository();
    }

    Git git() {
        return git;
    }

    /** Lets time pass to a moment, at which the next commit is made. */
    SampleRepository at(Instant moment) {
        now = moment;
        return this;
    }

    SampleRepository write(String path, String text) {
        return write(path, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    SampleRepository write(String path, byte[] bytes) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            git.add().addFilepattern(path).call();
            return this;
        } catch (IOException | GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    RevCommit commit(String message) {
        return commit(message, "Ada", "ada@example.com");
    }

    RevCommit commit(String message, String name, String email) {
        try {
            PersonIdent person = person(name, email);
            return git.commit()
                    .setAllowEmpty(true)
                    .setSign(false)
                    .setMessage(message)
                    .setAuthor(person)
                    .setCommitter(person)
                    .call();
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    SampleRepository branch(String name) {
        try {
            git.checkout().setCreateBranch(true).setName(name).call();
            return this;
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    SampleRepository checkout(String name) {
        try {
            git.checkout().setName(name).call();
            return this;
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Merges a branch with a commit of its own. */
    RevCommit merge(String branch) {
        try {
            git.merge()
                    .include(repository().findRef(branch))
                    .setFastForward(MergeCommand.FastForwardMode.NO_FF)
                    .setCommit(false)
                    .call();
            return commit("Merge " + branch);
        } catch (IOException | GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    SampleRepository tag(String name) {
        try {
            git.tag().setName(name).setAnnotated(false).call();
            return this;
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    SampleRepository annotatedTag(String name, String message) {
        try {
            git.tag()
                    .setName(name)
                    .setAnnotated(true)
                    .setSigned(false)
                    .setMessage(message)
                    .setTagger(person("Ada", "ada@example.com"))
                    .call();
            return this;
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Damages an object that is stored alone. */
    SampleRepository damage(ObjectId id) {
        Path object = folder.resolve(".git/objects")
                .resolve(id.name().substring(0, 2))
                .resolve(id.name().substring(2));
        try {
            assertWritable(object);
            Files.writeString(object, "no object at all");
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertWritable(Path object) {
        if (!object.toFile().setWritable(true)) {
            throw new IllegalStateException(object + " is not there");
        }
    }

    private PersonIdent person(String name, String email) {
        now = now.plusSeconds(60);
        return new PersonIdent(name, email, now, ZoneOffset.UTC);
    }

    @Override
    public void close() {
        git.close();
    }
}
