package io.atoll.catalog.internal.api;

import io.atoll.catalog.internal.http.Router;

/** The routes of one resource. */
interface Routes {

    /** Adds them. */
    void addTo(Router.Builder<Endpoint> router);
}
