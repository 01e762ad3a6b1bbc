package io.atoll.catalog.internal.api;

import java.io.IOException;

/** Answers the calls of one route. */
@FunctionalInterface
interface Handler {

    /**
     * Answers a call.
     *
     * @throws io.atoll.catalog.internal.model.Refusal if the answer is no
     */
    Answer handle(Call call) throws IOException;
}
