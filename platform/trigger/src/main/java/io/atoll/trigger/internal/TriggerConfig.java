package io.atoll.trigger.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * When runs of an instance begin, and what it does beside runs: {@code conf/trigger.yaml} for all, the key {@code trigger} in the file of
 * an instance for that one. The names are those that Ocean uses in its {@code config.yaml}.
 */
@ObjectClassDefinition(
        name = "Atoll trigger",
        description = "When runs of an instance begin, and what it does beside runs.")
@interface TriggerConfig {

    /** The factory PID. */
    String PID = "io.atoll.trigger.instance";

    @AttributeDefinition(
            name = "Listener",
            description = "How the instance hears that somebody wants a run.",
            options = {
                @Option(label = "Asks the catalog", value = "POLLING"),
                @Option(label = "The catalog's Kafka", value = "KAFKA"),
                @Option(label = "POST to this platform", value = "WEBHOOK"),
                @Option(label = "One run at start", value = "ONCE"),
                @Option(label = "No runs, live events", value = "WEBHOOKS_ONLY"),
                @Option(label = "No runs, actions", value = "ACTIONS_ONLY")
            })
    String type() default "POLLING";

    @AttributeDefinition(
            name = "Runs",
            description = "Whether the platform begins runs of the instance. Empty: as the listener has it.",
            options = {
                @Option(label = "As the listener has it", value = ""),
                @Option(label = "Yes", value = "true"),
                @Option(label = "No", value = "false")
            },
            required = false)
    String shouldResync() default "";

    @AttributeDefinition(
            name = "Live events",
            description = "Whether the instance takes live events. Empty: as the listener has it.",
            options = {
                @Option(label = "As the listener has it", value = ""),
                @Option(label = "Yes", value = "true"),
                @Option(label = "No", value = "false")
            },
            required = false)
    String shouldProcessWebhooks() default "";

    @AttributeDefinition(
            name = "Actions",
            description = "Whether the instance carries out actions. Empty: as the listener has it.",
            options = {
                @Option(label = "As the listener has it", value = ""),
                @Option(label = "Yes", value = "true"),
                @Option(label = "No", value = "false")
            },
            required = false)
    String shouldRunActions() default "";

    @AttributeDefinition(
            name = "Run at start",
            description =
                    "Whether a run begins when the instance becomes ready for the first time since the platform started.")
    boolean resyncOnStart() default true;

    @AttributeDefinition(
            name = "Interval (seconds)",
            description = "POLLING: how often the catalog is asked.",
            min = "1",
            max = "86400")
    int interval() default 60;

    @AttributeDefinition(
            name = "Application host",
            description = "WEBHOOK: the public address of this platform, which the catalog is told.",
            required = false)
    String appHost() default "";

    @AttributeDefinition(
            name = "Token",
            description = "WEBHOOK: what callers send as 'Authorization: Bearer'.",
            type = AttributeType.PASSWORD,
            required = false)
    String _token() default "";

    @AttributeDefinition(
            name = "Secret",
            description = "WEBHOOK: what callers sign with; Port signs with the client secret of the organization.",
            type = AttributeType.PASSWORD,
            required = false)
    String _secret() default "";

    @AttributeDefinition(name = "Brokers", description = "KAFKA: host:port of each.", required = false)
    String[] brokers() default {
        "b-1-public.publicclusterprod.t9rw6w.c1.kafka.eu-west-1.amazonaws.com:9196",
        "b-2-public.publicclusterprod.t9rw6w.c1.kafka.eu-west-1.amazonaws.com:9196",
        "b-3-public.publicclusterprod.t9rw6w.c1.kafka.eu-west-1.amazonaws.com:9196"
    };

    @AttributeDefinition(
            name = "Security protocol",
            description = "KAFKA: how connections are secured.",
            options = {
                @Option(label = "SASL_SSL", value = "SASL_SSL"),
                @Option(label = "SASL_PLAINTEXT", value = "SASL_PLAINTEXT")
            })
    String securityProtocol() default "SASL_SSL";

    @AttributeDefinition(
            name = "Authentication mechanism",
            description = "KAFKA: how the catalog's credentials are shown.",
            options = {
                @Option(label = "SCRAM-SHA-512", value = "SCRAM-SHA-512"),
                @Option(label = "SCRAM-SHA-256", value = "SCRAM-SHA-256"),
                @Option(label = "PLAIN", value = "PLAIN")
            })
    String authenticationMechanism() default "SCRAM-SHA-512";

    @AttributeDefinition(
            name = "Kafka security",
            description = "KAFKA: false connects without encryption and credentials.")
    boolean kafkaSecurityEnabled() default true;

    @AttributeDefinition(
            name = "Poll timeout (seconds)",
            description = "KAFKA: how long one request waits for messages.",
            min = "1",
            max = "60")
    int consumerPollTimeout() default 1;

    @AttributeDefinition(
            name = "Scheduled run, interval (minutes)",
            description = "How often a full run begins; 0 for never.",
            min = "0",
            max = "525600")
    int scheduledResyncInterval() default 0;

    @AttributeDefinition(
            name = "Scheduled run, cron",
            description =
                    "When full runs begin: minute, hour, day of month, month, day of week, as in '30 4 * * MON-FRI'.",
            required = false)
    String scheduledResyncCron() default "";

    @AttributeDefinition(
            name = "Time zone",
            description = "The time zone of the cron expression, for example Europe/Berlin.")
    String scheduledResyncZone() default "UTC";

    @AttributeDefinition(
            name = "Jitter (seconds)",
            description = "Each scheduled run begins by chance up to so much later, so that not all begin at once.",
            min = "0",
            max = "86400")
    int scheduledResyncJitter() default 30;

    @AttributeDefinition(
            name = "Incremental runs",
            description = "Whether runs that read only what has changed go on between the full ones.")
    boolean incrementalSyncEnabled() default false;

    @AttributeDefinition(
            name = "Incremental runs, interval (minutes)",
            description = "How often they begin.",
            min = "1",
            max = "10080")
    int incrementalSyncInterval() default 15;
}
