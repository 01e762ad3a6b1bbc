package io.atoll.catalog.internal.api;

/**
 * What stands at one route.
 *
 * @param operation what it is for, what it takes and what it answers
 * @param handler answers its calls
 */
record Endpoint(Operation operation, Handler handler) {}
