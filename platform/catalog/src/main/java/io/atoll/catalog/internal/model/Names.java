package io.atoll.catalog.internal.model;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** The rules for identifiers and keys. */
public final class Names {

    private static final Pattern BLUEPRINT = Pattern.compile("(?!\\.{1,2}$)[\\p{L}0-9@_.+:\\\\/-]{1,100}");
    private static final Pattern ENTITY = Pattern.compile("(?!\\.{1,2}$)[\\p{L}0-9@_.+:\\\\/=-]{1,1000}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9@_=\\\\-]{1,100}");
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Names() {}

    /** The identifier of a blueprint, checked. */
    public static String blueprint(String name) {
        return checked(BLUEPRINT, name, "blueprint identifier", 100, "@ _ . + : \\ / -");
    }

    /** The identifier of an entity, checked. */
    public static String entity(String name) {
        return checked(ENTITY, name, "entity identifier", 1000, "@ _ . + : \\ / = -");
    }

    /** The key of a property or relation, checked. */
    public static String key(String name) {
        return checked(KEY, name, "key", 100, "@ _ = \\ -");
    }

    /** A new name of a prefix and some random letters and digits. */
    public static String random(String prefix, int length) {
        var name = new StringBuilder(prefix);
        for (var i = 0; i < length; i++) {
            name.append(ALPHANUMERIC.charAt(RANDOM.nextInt(ALPHANUMERIC.length())));
        }
        return name.toString();
    }

    private static String checked(Pattern pattern, String name, String what, int longest, String signs) {
        if (!pattern.matcher(name).matches()) {
            throw Refusal.invalid("\"" + shortened(name) + "\" is no " + what + ": 1 to " + longest
                    + " letters, digits or any of " + signs + ", and neither \".\" nor \"..\"");
        }
        return name;
    }

    private static String shortened(String name) {
        return name.length() > 120 ? name.substring(0, 120) + "…" : name;
    }
}
