/** The third party of the whole run, as an integration that the platform deploys, and what tells the platform to run. */
@NullMarked
package io.atoll.benchmark.source;

import org.jspecify.annotations.NullMarked;
