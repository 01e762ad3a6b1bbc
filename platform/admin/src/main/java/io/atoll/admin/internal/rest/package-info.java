/** The REST API below {@code /api/v1}: every operation at its method and path, and the description of all of them. */
@NullMarked
package io.atoll.admin.internal.rest;

import org.jspecify.annotations.NullMarked;
