package io.atoll.git.internal;

import io.atoll.spi.ConnectionCheck;
import io.atoll.spi.IntegrationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Repository;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** Tells for each configured repository whether it can be read. Copies nothing. */
@Component(configurationPid = GitConfiguration.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class GitCheck implements ConnectionCheck {

    private final GitConfiguration configuration;
    private final RemoteAccess access;

    /** Checks what a configuration names. */
    @Activate
    public GitCheck(GitConfiguration configuration) {
        GitEnvironment.install();
        this.configuration = configuration;
        this.access = GitResync.access(configuration);
    }

    @Override
    public List<Step> check() throws InterruptedException {
        var steps = new ArrayList<Step>();
        List<Source> sources;
        try {
            sources = Sources.of(configuration.paths(), configuration.urls());
        } catch (IntegrationException.Misconfigured e) {
            return List.of(failed("read the configuration", e));
        }
        steps.add(new Step("read the configuration", Outcome.PASSED, sources.size() + " repositories are configured"));
        for (Source source : sources) {
            steps.add(step(source));
        }
        return steps;
    }

    private Step step(Source source) throws InterruptedException {
        String name = (source instanceof Source.Remote ? "reach " : "open ") + source.location();
        try {
            return new Step(name, Outcome.PASSED, find(source));
        } catch (IntegrationException e) {
            return failed(name, e);
        } catch (IOException e) {
            return failed(name, Failures.reading(source, e));
        }
    }

    private static Step failed(String name, IntegrationException e) {
        return new Step(name, Outcome.FAILED, String.valueOf(e.getMessage()));
    }

    private String find(Source source) throws IntegrationException, IOException, InterruptedException {
        return switch (source) {
            case Source.Unusable unusable -> throw unusable.problem();
            case Source.Remote remote -> "'" + remote.name() + "' has " + access.countBranches(remote) + " branches";
            case Source.Local local -> {
                try (Repository opened = LocalRepository.open(local.path());
                        var repository = new OpenRepository(local, opened, configuration.maxFileBytes())) {
                    yield "'" + local.name() + "' has " + repository.branches().size() + " branches";
                }
            }
        };
    }
}
