package io.atoll.catalog.internal.pages;

import io.atoll.catalog.internal.model.Ref;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The addresses of the pages. */
final class Addresses {

    static final String HOME = "/catalog";
    static final String STYLE = "/catalog/style.css";
    static final String AUDIT = "/catalog/audit-log";

    private Addresses() {}

    static String blueprint(String identifier) {
        return "/catalog/blueprints/" + encoded(identifier);
    }

    static String entity(Ref ref) {
        return blueprint(ref.blueprint()) + "/entities/" + encoded(ref.identifier());
    }

    /** Where new views of a blueprint are sent to. */
    static String views(String blueprint) {
        return blueprint(blueprint) + "/views";
    }

    /** A text as a part of a path or query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
