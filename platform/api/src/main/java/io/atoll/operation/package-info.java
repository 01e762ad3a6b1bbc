/**
 * What people can ask of the platform: each thing stated once, for every face.
 *
 * <p>An {@link io.atoll.operation.Operation} says what it is called, where it stands in the REST API, who may ask for it, what it takes and
 * answers, and carries it out. {@link io.atoll.operation.OperationGroup}s bring operations; {@link io.atoll.operation.Operations} performs
 * them for a {@link io.atoll.operation.Caller}, and is the only way to do so. REST, its OpenAPI description, the shell's commands, their help and
 * the forms of the console are made of these descriptors.
 *
 * <p>The parts of an input are the components of a record. They may be of the types {@code String}, {@code int}, {@code long},
 * {@code double}, {@code boolean} and their wrappers, enums, {@link java.time.Instant}, {@code JsonNode}, {@code ObjectNode}, and lists
 * of texts, whole numbers or JSON. A {@code @Nullable} component may be left out. Enums are written in lower case. An output is a record of
 * these, of {@link java.util.Optional}s, further records, lists of them, and maps by text; nulls and empty optionals are left out.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.atoll.operation;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
