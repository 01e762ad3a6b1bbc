package io.atoll.deploy.internal;

import java.time.Duration;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of the deploy folder, as a form and as a file. */
@ObjectClassDefinition(
        name = "Deploy folder",
        description = "How bundles in the deploy folder are examined and started.")
@interface DeployConfiguration {

    /** Milliseconds between two looks at the folder. */
    @AttributeDefinition(
            name = "Poll interval",
            description =
                    "Milliseconds between two looks at the folder; a file is taken up when two looks see it unchanged.",
            min = "10")
    int poll_millis() default 250;

    /** Seconds a bundle may take to start, and to stop. */
    @AttributeDefinition(
            name = "Start timeout",
            description = "Seconds that a bundle may take to start, and to stop, before it counts as blocked.",
            min = "1")
    int start_timeout_seconds() default 10;

    /** How many bundles start or stop at the same time. */
    @AttributeDefinition(
            name = "Parallel",
            description = "How many files are examined, and how many bundles start or stop, at the same time.",
            min = "1")
    int parallel() default 4;

    /** The largest file that is taken, in MiB. */
    @AttributeDefinition(name = "Largest file", description = "The largest file that is taken, in MiB.", min = "1")
    int file_max_mebibytes() default 256;

    /** The most entries of a jar and the jars inside it. */
    @AttributeDefinition(
            name = "Most entries",
            description = "The most entries that a jar and the jars inside it may have together.",
            min = "1")
    int entries_max() default 20_000;

    /** The most that a jar and the jars inside it may unpack to, in MiB. */
    @AttributeDefinition(
            name = "Largest content",
            description = "The most that a jar and the jars inside it may unpack to, in MiB.",
            min = "1")
    int unpacked_max_mebibytes() default 1024;

    /** How many times its own size a jar may unpack to. */
    @AttributeDefinition(
            name = "Largest ratio",
            description = "How many times its own size a jar may unpack to; only asked of content above 16 MiB.",
            min = "1")
    int unpacked_ratio_max() default 100;

    /** How many versions of each bundle are kept to come back to. */
    @AttributeDefinition(
            name = "Versions kept",
            description = "How many versions of each bundle are kept to come back to; 0 keeps none.",
            min = "0")
    int versions_kept() default 5;

    /** The values of a configuration, with their units. */
    record Values(Duration poll, Duration startTimeout, int parallel, Limits limits, int versionsKept) {

        static Values of(DeployConfiguration configuration) {
            return new Values(
                    Duration.ofMillis(atLeast(10, configuration.poll_millis(), "poll.millis")),
                    Duration.ofSeconds(atLeast(1, configuration.start_timeout_seconds(), "start.timeout.seconds")),
                    atLeast(1, configuration.parallel(), "parallel"),
                    new Limits(
                            Limits.mebibytes(atLeast(1, configuration.file_max_mebibytes(), "file.max.mebibytes")),
                            atLeast(1, configuration.entries_max(), "entries.max"),
                            Limits.mebibytes(
                                    atLeast(1, configuration.unpacked_max_mebibytes(), "unpacked.max.mebibytes")),
                            atLeast(1, configuration.unpacked_ratio_max(), "unpacked.ratio.max")),
                    atLeast(0, configuration.versions_kept(), "versions.kept"));
        }

        private static int atLeast(int least, int value, String key) {
            if (value < least) {
                throw new IllegalArgumentException("%s is %d; give it at least %d in the configuration io.atoll.deploy"
                        .formatted(key, value, least));
            }
            return value;
        }
    }
}
