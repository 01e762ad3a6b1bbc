package io.atoll.engine.internal;

import io.atoll.pipeline.Reconciler.Judgement;

/**
 * An entity that has to be written.
 *
 * @param page that it came from
 * @param judged what it is to the catalog
 */
record Write(Passage page, Judgement judged) {}
