package io.atoll.benchmark;

/** A program of the kind that mappings are made of. */
public enum Sample {
    /** A path. */
    PATH(".a.b.c"),
    /** A path with a default. */
    DEFAULT(".fields.status.name // \"x\""),
    /** A part of a text. */
    PART(".key | split(\"-\") | .[0]"),
    /** Some elements of an array, as one text. */
    SELECT("[.items[] | select(.active) | .name] | join(\",\")"),
    /** A comparison. */
    CONDITION("if .x == \"y\" then true else false end"),
    /** A constant. */
    CONSTANT("\"issue\""),
    /** The address of an issue. */
    ADDRESS("(.self | split(\"/\") | .[:3] | join(\"/\")) + \"/browse/\" + .key"),
    /** A replacement by a regular expression. */
    REPLACE(".fields.created | sub(\"\\\\.[0-9]+\\\\+0000$\"; \"Z\")"),
    /** A test of a regular expression. */
    MATCH(".fields.summary | test(\"^alpha\"; \"i\")"),
    /** A text made of others. */
    INTERPOLATION("\"\\(.key)-\\(.id)\""),
    /** Each element of an array. */
    EACH(".fields.labels | map(ascii_downcase)");

    private final String program;

    Sample(String program) {
        this.program = program;
    }

    /** The text of the program. */
    String program() {
        return program;
    }
}
