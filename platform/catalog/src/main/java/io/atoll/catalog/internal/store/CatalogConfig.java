package io.atoll.catalog.internal.store;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Where the catalog in the box keeps what it knows; {@code conf/catalog.yaml}. */
@ObjectClassDefinition(name = "Atoll catalog", description = "Where the catalog in the box keeps what it knows.")
public @interface CatalogConfig {

    /** The PID. */
    String PID = "io.atoll.catalog";

    @AttributeDefinition(
            name = "Store",
            description = "embedded: a file in the data folder. postgresql: a PostgreSQL database.",
            options = {
                @Option(label = "embedded", value = "embedded"),
                @Option(label = "postgresql", value = "postgresql")
            })
    String store() default "embedded";

    @AttributeDefinition(
            name = "URL",
            description =
                    "Address of the PostgreSQL database, such as jdbc:postgresql://db.example.com:5432/atoll?sslmode=verify-full.",
            required = false)
    String url() default "";

    @AttributeDefinition(
            name = "User",
            description = "User of the PostgreSQL database; may make tables in it.",
            required = false)
    String user() default "";

    @AttributeDefinition(
            name = "Password",
            description = "Password of that user.",
            type = AttributeType.PASSWORD,
            required = false)
    String _password() default "";

    @AttributeDefinition(
            name = "Connections",
            description = "How many connections to the PostgreSQL database there may be at once.",
            min = "2",
            max = "100")
    int connections() default 8;

    @AttributeDefinition(
            name = "Audit, days",
            description = "How many days the audit log goes back. 0: for ever.",
            min = "0",
            max = "36500")
    int audit_days() default 365;

    @AttributeDefinition(
            name = "Audit, rows",
            description = "How many changes the audit log holds at most. 0: as many as there are.",
            min = "0")
    int audit_rows() default 0;
}
