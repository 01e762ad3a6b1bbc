/**
 * Tells a collector of OpenTelemetry what runs do, by OTLP over HTTP in its JSON encoding. Without a configuration there is no service, and
 * nobody notes anything.
 */
@NullMarked
package io.atoll.tracing.internal;

import org.jspecify.annotations.NullMarked;
