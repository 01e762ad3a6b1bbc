/**
 * The jq language, version 1.8, over Jackson's trees.
 *
 * <pre>{@code
 * Program name = Jq.standard().compile(".fields.status.name // \"none\"");
 * JsonNode value = name.first(record);
 * }</pre>
 *
 * <p>A {@link io.atoll.jq.Jq} compiles texts to {@link io.atoll.jq.Program}s, which are immutable and thread-safe. Every evaluation
 * has {@link io.atoll.jq.Limits}. A text that is no program is a {@link io.atoll.jq.SyntaxException}; what a program raises is an
 * {@link io.atoll.jq.EvaluationException}; a program that asks for too much ends with a {@link io.atoll.jq.LimitException}.
 * A {@link io.atoll.jq.ProgramGroup} evaluates several programs on one input, and looks up once what they share.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.atoll.jq;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
