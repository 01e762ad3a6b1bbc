package io.atoll.console.web.internal;

/** What a page does by itself in the browser; every page works without. */
enum Script {
    /** Nothing. */
    NONE(""),
    /** It follows a run; without scripts the browser asks for the page again. */
    LIVE("live.js"),
    /** It makes an editor of the form for a mapping. */
    MAPPING("mapping.js");

    private final String file;

    Script(String file) {
        this.file = file;
    }

    /** The name of the file among the {@linkplain StaticFile static ones}; empty if there is none. */
    String file() {
        return file;
    }
}
