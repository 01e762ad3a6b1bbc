package io.atoll.custom.internal;

import io.atoll.kit.http.Call;

/** How an endpoint is asked. */
enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE;

    /** A call of a path; one that is a POST may be repeated too, as it only asks. */
    Call call(String path) {
        Call call = Call.of(name(), "").at(path);
        return this == POST ? call.repeat() : call;
    }
}
