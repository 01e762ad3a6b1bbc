package io.atoll.git.internal;

import io.atoll.spi.Integration;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.RecordSink;
import io.atoll.spi.ResyncKinds;
import io.atoll.spi.ResyncListener;
import io.atoll.spi.ResyncProvider;
import io.atoll.spi.ResyncRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.jgit.lib.Repository;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** Reads all kinds of git, each repository as a partition of its own. */
@Integration(type = "git", pid = GitConfiguration.PID, title = "Git")
@Component(
        service = {ResyncProvider.class, ResyncListener.class},
        configurationPid = GitConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
@Designate(ocd = GitConfiguration.class, factory = true)
@ResyncKinds(kinds = {"repository", "branch", "tag", "contributor", "commit", "file", "folder"})
public final class GitResync implements ResyncProvider, ResyncListener {

    private final GitConfiguration configuration;
    private final Mirrors mirrors;
    private final InstantSource clock;

    /** Keeps copies of remote repositories below the platform's data folder. */
    @Activate
    public GitResync(GitConfiguration configuration, GitInstance instance, BundleContext context) {
        this(configuration, dataFolder(context, instance), InstantSource.system());
    }

    /** Keeps copies of remote repositories in a folder, which is made when it is needed. */
    GitResync(GitConfiguration configuration, Path folder, InstantSource clock) {
        GitEnvironment.install();
        this.configuration = configuration;
        this.mirrors = new Mirrors(folder, access(configuration), clock);
        this.clock = clock;
    }

    /** The connection to servers that a configuration asks for. */
    static RemoteAccess access(GitConfiguration configuration) {
        return new RemoteAccess(
                new Token(configuration.username(), configuration._token()),
                Duration.ofSeconds(Math.max(1, configuration.timeoutSeconds())));
    }

    @Override
    public void starting(IntegrationId integration) {
        mirrors.expire();
    }

    @Override
    public void resync(ResyncRequest request, RecordSink sink) throws IntegrationException, InterruptedException {
        List<Source> sources = Sources.of(configuration.paths(), configuration.urls());
        KindReader reader = checkedReader(request);
        reader.repos().requireSome(sources.stream().map(Source::name).toList());
        for (Source source : sources) {
            if (source instanceof Source.Unusable || reader.repos().include(source.name())) {
                sink.partition(source.name(), part -> read(source, reader, part));
            }
        }
    }

    private KindReader checkedReader(ResyncRequest request) throws Misconfigured {
        try {
            return reader(request);
        } catch (IllegalArgumentException e) {
            throw new Misconfigured("selector: " + e.getMessage(), e);
        }
    }

    private KindReader reader(ResyncRequest request) throws Misconfigured {
        return switch (request.kind().name()) {
            case "repository" -> new Repositories(request.selector(Repositories.Selector.class));
            case "branch" -> new Branches(request.selector(RefSelector.class));
            case "tag" -> new Tags(request.selector(RefSelector.class));
            case "contributor" -> new Contributors(request.selector(Contributors.Selector.class));
            case "commit" -> commits(request);
            case "file" -> new FileContents(request.selector(FileSelector.class).rules());
            case "folder" -> new Folders(request.selector(FolderSelector.class).rules());
            default ->
                throw new Misconfigured("kind: git does not read '" + request.kind()
                        + "', but repository, branch, tag, contributor, commit, file and folder");
        };
    }

    private Commits commits(ResyncRequest request) throws Misconfigured {
        CommitSelector selector = request.selector(CommitSelector.class);
        Instant since = selector.since(clock.instant());
        Instant changed = request.changedSince().orElse(Instant.MIN);
        return new Commits(selector, since.isAfter(changed) ? since : changed);
    }

    private void read(Source source, KindReader reader, RecordSink part)
            throws IntegrationException, InterruptedException {
        try (var repository = new OpenRepository(source, open(source), configuration.maxFileBytes())) {
            reader.read(repository, part);
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw Failures.reading(source, e);
        }
    }

    private Repository open(Source source) throws IntegrationException, IOException, InterruptedException {
        return switch (source) {
            case Source.Local local -> LocalRepository.open(local.path());
            case Source.Remote remote -> mirrors.open(remote);
            case Source.Unusable unusable -> throw unusable.problem();
        };
    }

    private static Path dataFolder(BundleContext context, GitInstance instance) {
        String data = context.getProperty("atoll.data");
        if (data == null) {
            throw new IllegalStateException("the framework property atoll.data is not set; it names the data folder");
        }
        return Path.of(data, "git", instance.atoll_instance());
    }
}
