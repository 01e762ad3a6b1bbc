package io.atoll.runner.internal;

import java.io.IOException;

/** Shows views. */
interface Screen {

    /** Shows what was found, and how it differs from what was shown before. */
    void show(View view) throws IOException;
}
