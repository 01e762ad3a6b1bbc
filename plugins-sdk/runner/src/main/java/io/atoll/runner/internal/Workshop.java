package io.atoll.runner.internal;

import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Deployments.Deployment;
import io.atoll.runner.internal.Bundler.Made;
import io.atoll.runner.internal.Project.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings a project to life: compiles what changed, makes the bundle, lays it into the deploy folder, and waits for what the platform says
 * to it. For one thread.
 */
final class Workshop {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Project project;
    private final ClassPath classPath;
    private final Path work;
    private final Path deploy;
    private final Deployments deployments;
    private @Nullable Map<Path, Stamp> compiled;

    /**
     * Prepares the work; what an earlier process deployed is taken away.
     *
     * @param work a folder of its own
     * @param deploy the deploy folder of the platform, in which nobody else lays anything
     */
    Workshop(Project project, ClassPath classPath, Path work, Path deploy, Deployments deployments) throws IOException {
        this.project = project;
        this.classPath = classPath;
        this.work = work;
        this.deploy = deploy;
        this.deployments = deployments;
        Files.createDirectories(work);
        Files.createDirectories(deploy);
        Files.deleteIfExists(jar());
    }

    /**
     * Makes the bundle and deploys it. If that fails, what ran before goes on.
     *
     * @throws Unbuildable with what the compiler, bnd or the platform found
     */
    Live bring() throws Unbuildable, IOException, InterruptedException {
        long begun = System.nanoTime();
        List<Path> against = classPath.entries();
        Path classes = work.resolve("classes");
        Map<Path, Stamp> code = project.code();
        boolean compile = !code.equals(compiled);
        if (compile) {
            compiled = null;
            Leftovers.delete(classes);
            new SourceCompiler(project).compile(code.keySet(), against, classes);
            compiled = code;
        }
        Path jar = jar();
        Instant laid = Instant.now();
        Made made = new Bundler(project).bundle(classes, against, "0.0.0.t" + laid.toEpochMilli(), jar);
        long built = System.nanoTime();
        await(made, jar.getFileName().toString(), laid);
        String work = (compile ? "compiled " + code.size() + " files, " : "") + "bundled in " + millis(built - begun)
                + " ms, live after " + millis(System.nanoTime() - built) + " ms";
        return new Live(made, work);
    }

    private Path jar() {
        return deploy.resolve(project.name() + ".jar");
    }

    private void await(Made made, String file, Instant laid) throws Unbuildable, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            Optional<Deployment> found = deployments.all().stream()
                    .filter(each -> each.file().equals(file))
                    .findFirst();
            if (found.isPresent()) {
                Deployment deployment = found.get();
                boolean ours = deployment.version().equals(made.version());
                switch (deployment.state()) {
                    case LIVE -> {
                        if (ours) {
                            return;
                        }
                    }
                    case REFUSED, FAILED, BLOCKED -> {
                        if (ours
                                || (deployment.version().isEmpty()
                                        && deployment.since().isAfter(laid))) {
                            throw new Unbuildable("bundle", deployment.reason());
                        }
                    }
                    case ARRIVING, STARTING, SUPERSEDED -> {}
                }
            }
            Thread.sleep(LOOK_EVERY);
        }
        throw new Unbuildable("bundle", "the platform has not taken it up within " + PATIENCE.toSeconds() + " s");
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }

    /**
     * A bundle that runs.
     *
     * @param work what was done for it, for people
     */
    record Live(Made made, String work) {}
}
