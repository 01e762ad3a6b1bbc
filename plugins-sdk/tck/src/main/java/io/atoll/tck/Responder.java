package io.atoll.tck;

/** Makes up the answers of a route. It is called by several threads at once. */
@FunctionalInterface
public interface Responder {

    /** Answers a request. What it throws is answered with 500 and told by {@link ThirdParty#defects()}. */
    Response answer(Request request) throws Exception;
}
