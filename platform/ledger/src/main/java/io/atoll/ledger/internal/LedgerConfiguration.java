package io.atoll.ledger.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Where runs are remembered, and for how long. */
@ObjectClassDefinition(
        name = "Atoll: ledger",
        description = "Where runs are remembered. Changing it ends runs that are under way; they go on afterwards.")
@interface LedgerConfiguration {

    /** Where. */
    @AttributeDefinition(
            name = "Store",
            description = "A file in the data folder, or a PostgreSQL database.",
            options = {
                @Option(label = "A file in the data folder", value = "embedded"),
                @Option(label = "PostgreSQL", value = "postgresql")
            })
    String store() default "embedded";

    /** The address of the PostgreSQL database. */
    @AttributeDefinition(
            name = "Address",
            description = "The JDBC address of the PostgreSQL database, for example"
                    + " jdbc:postgresql://db.example.com:5432/atoll, without user and password.",
            required = false)
    String url() default "";

    /** The user of the PostgreSQL database. */
    @AttributeDefinition(
            name = "User",
            description = "The user of the PostgreSQL database; it creates the schema atoll_ledger.",
            required = false)
    String user() default "";

    /** The password of that user. */
    @AttributeDefinition(
            name = "Password",
            description = "The password of that user.",
            type = AttributeType.PASSWORD,
            required = false)
    String _password() default "";

    /** How many runs of an integration are kept. */
    @AttributeDefinition(
            name = "Runs kept",
            description = "How many runs of an integration are kept, with their failures and changes.",
            min = "1")
    int runs_kept() default 200;

    /** How many live events of an integration may wait. */
    @AttributeDefinition(
            name = "Live events that wait",
            description =
                    "How many live events of an integration may wait; beyond that their senders are told to come later.",
            min = "1")
    int inbox_events() default 100_000;

    /** How large the live events of an integration may be that wait. */
    @AttributeDefinition(
            name = "Mebibytes of live events that wait",
            description = "How large the live events of an integration may be in all that wait.",
            min = "1")
    int inbox_mebibytes() default 256;

    /** For how long deliveries are remembered. */
    @AttributeDefinition(
            name = "Hours of the replay window",
            description =
                    "For how long the id of a live event is remembered that is dealt with, to recognise a repetition.",
            min = "1")
    int inbox_window_hours() default 24;
}
