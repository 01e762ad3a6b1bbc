/**
 * The verbs of the pipeline: trigger, fetch, map, diff, apply.
 *
 * <p>Each stage is a service of its own bundle and sees nothing of the others:
 *
 * <ul>
 *   <li><b>trigger</b> asks the {@link io.atoll.pipeline.SyncEngine} for a run and says why ({@link io.atoll.pipeline.Trigger});
 *   <li><b>fetch</b>, the {@link io.atoll.pipeline.Fetcher}, finds the providers of a kind and pushes their pages;
 *   <li><b>map</b>, the {@link io.atoll.pipeline.Mapper}, makes entities of records;
 *   <li><b>diff</b>, the {@link io.atoll.pipeline.Reconciler}, compares them with what the catalog holds;
 *   <li><b>apply</b>, the {@link io.atoll.pipeline.Catalog}, reads and writes the catalog.
 * </ul>
 *
 * <p>The engine orders them and tells the story of a run as a {@link io.atoll.pipeline.RunReport}. Around the line stand
 * {@link io.atoll.pipeline.Integrations}, what is configured, and {@link io.atoll.pipeline.Deployments}, what is deployed; people change both
 * by {@link io.atoll.pipeline.ConfigurationFiles} and {@link io.atoll.pipeline.BundleFiles}.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.atoll.pipeline;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
