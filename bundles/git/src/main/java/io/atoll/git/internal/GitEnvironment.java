package io.atoll.git.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.internal.util.CleanupService;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.RepositoryCacheConfig;
import org.eclipse.jgit.lib.internal.WorkQueue;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * What JGit sees of the machine: nothing but the repositories.
 *
 * <p>Left alone, JGit reads and writes configuration in the home folder, runs the git program to find more of it, writes probes into
 * repositories to measure clocks, and keeps a thread and a shutdown hook, which would hold this bundle for ever. Here it has one
 * configuration, in memory, that leaves nothing to find out. JGit holds this in static fields; they belong to this bundle alone,
 * because JGit is embedded in it.
 */
final class GitEnvironment extends SystemReader.Delegate {

    private static final Duration IDLE = Duration.ofMillis(100);

    private GitEnvironment() {
        super(SystemReader.getInstance());
    }

    /** Puts it into force. To be called before anything else of JGit; more calls do no harm. */
    static synchronized void install() {
        if (SystemReader.getInstance() instanceof GitEnvironment) {
            return;
        }
        SystemReader.setInstance(new GitEnvironment());
        new CleanupService(); // announces itself; made in this way it asks for no shutdown hook
        var queue = WorkQueue.getExecutor();
        queue.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        queue.allowCoreThreadTimeOut(true);
        var cache = new RepositoryCacheConfig();
        cache.setCleanupDelay(RepositoryCacheConfig.NO_CLEANUP);
        cache.install();
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new Settings(fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new Settings(fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new Settings(fs);
    }

    /** A configuration without a file. */
    private static final class Settings extends FileBasedConfig {

        @SuppressWarnings("NullAway") // JGit takes a configuration without a file in this way
        Settings(FS fs) {
            super(null, null, fs);
            setBoolean("gc", null, "autoDetach", false);
            setInt("gc", null, "autoPackLimit", 20);
        }

        /** Answers for every file system what JGit would otherwise measure: careful values that suit all of them. */
        @Override
        public @Nullable String getString(String section, @Nullable String subsection, String name) {
            if (section.equals("filesystem")) {
                return switch (name) {
                    case "timestampResolution" -> "2 seconds";
                    case "minRacyThreshold" -> "10 milliseconds";
                    default -> null;
                };
            }
            return super.getString(section, subsection, name);
        }

        @Override
        public void load() throws ConfigInvalidException {
            // there is no file
        }

        @Override
        public void save() {
            // there is no file
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
