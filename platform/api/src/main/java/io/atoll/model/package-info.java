/**
 * The nouns of the pipeline: what a mapping says, and the entities that it makes.
 *
 * <p>All of them are values: immutable, compared by content, free of what any third party or catalog writes on its wire.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.atoll.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
