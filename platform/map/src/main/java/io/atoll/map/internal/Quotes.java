package io.atoll.map.internal;

import java.util.regex.Pattern;

/** Single quotes around texts, which JQ does not know and mappings use. */
final class Quotes {

    private static final Pattern OUTER =
            Pattern.compile("(?<=\\A|\\s)'(?![\\s\"])|(?<![\\s\"])'(?=\\s|\\z)", Pattern.UNICODE_CHARACTER_CLASS);

    private Quotes() {}

    /**
     * The text with double quotes for each single quote that begins or ends a word between white space: {@code .x == 'y'}
     * becomes {@code .x == "y"}. Others stay, as in {@code split('1')}.
     */
    static String fix(String text) {
        return OUTER.matcher(text).replaceAll("\"");
    }
}
