package io.atoll.octopus.internal;

import java.util.Locale;

/**
 * The id of a document in Octopus, such as {@code Projects-42}: before the number stands of which kind it is.
 *
 * @param text as Octopus writes it
 */
record DocumentId(String text) {

    /** The kind, by what is before the first {@code -}; tasks are called otherwise in ids than in paths. */
    DocumentKind kind() {
        int dash = text.indexOf('-');
        String list = (dash < 0 ? text : text.substring(0, dash)).toLowerCase(Locale.ROOT);
        return new DocumentKind(
                list.equals("servertasks") ? "task" : list.endsWith("s") ? list.substring(0, list.length() - 1) : list);
    }
}
