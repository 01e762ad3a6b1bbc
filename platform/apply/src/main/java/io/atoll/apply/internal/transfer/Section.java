package io.atoll.apply.internal.transfer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an export holds, in the order of its lines: each needs nothing but what stands before it, or beside it. */
enum Section {
    BLUEPRINT,
    INTEGRATION,
    ENTITY,
    SCORECARD,
    ACTION,
    WEBHOOK,
    FOLDER,
    PAGE;

    /** Its name in the file. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Section> of(String label) {
        return Arrays.stream(values())
                .filter(section -> section.label().equals(label))
                .findFirst();
    }
}
