package io.atoll.jq.internal.command;

import org.jspecify.annotations.Nullable;

/** An option without a parameter. */
enum Flag {
    NULL_INPUT('n', "null-input"),
    RAW_INPUT('R', "raw-input"),
    SLURP('s', "slurp"),
    STREAM('\0', "stream"),
    RAW_OUTPUT('r', "raw-output"),
    RAW_OUTPUT_NUL('\0', "raw-output0"),
    JOIN_OUTPUT('j', "join-output"),
    ASCII_OUTPUT('a', "ascii-output"),
    COMPACT_OUTPUT('c', "compact-output"),
    TAB('\0', "tab"),
    SORT_KEYS('S', "sort-keys"),
    MONOCHROME_OUTPUT('M', "monochrome-output"),
    UNBUFFERED('\0', "unbuffered"),
    EXIT_STATUS('e', "exit-status"),
    FROM_FILE('f', "from-file"),
    BINARY('b', "binary"),
    ARGS('\0', "args"),
    JSON_ARGS('\0', "jsonargs"),
    LIMITS('\0', "limits"),
    HELP('h', "help"),
    VERSION('V', "version");

    private final char letter;
    private final String word;

    Flag(char letter, String word) {
        this.letter = letter;
        this.word = word;
    }

    /** The flag of a letter, null if there is none. */
    static @Nullable Flag of(char letter) {
        for (Flag flag : values()) {
            if (flag.letter == letter && letter != '\0') {
                return flag;
            }
        }
        return null;
    }

    /** The flag of a word, null if there is none. */
    static @Nullable Flag of(String word) {
        for (Flag flag : values()) {
            if (flag.word.equals(word)) {
                return flag;
            }
        }
        return null;
    }
}
