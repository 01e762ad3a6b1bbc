package io.atoll.tck;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where secrets turn up. */
final class Secrets {

    private Secrets() {}

    /** The secrets of the configuration, and what the integration made of them or was given for them. */
    static Set<String> known(List<String> configured, ThirdParty party) {
        Set<String> known = new HashSet<>(configured);
        for (Request request : party.requests()) {
            request.header("authorization")
                    .map(value -> value.substring(value.lastIndexOf(' ') + 1))
                    .ifPresent(known::add);
        }
        known.removeIf(secret -> secret.length() < 4);
        return known;
    }

    /** What an exception says, with all that led to it. */
    static List<String> messages(Throwable failure) {
        var messages = new ArrayList<String>();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            messages.add(each.toString());
            for (Throwable suppressed : each.getSuppressed()) {
                messages.add(suppressed.toString());
            }
        }
        return messages;
    }

    /** All of a request. */
    static String everything(Request request) {
        return request + " " + request.headers() + " " + request.body();
    }

    /** Forms in which a secret may turn up: itself, and in the base64 of some credentials. */
    static boolean holds(String text, String secret) {
        if (text.contains(secret)) {
            return true;
        }
        for (String word : text.split("[^A-Za-z0-9+/=]+", -1)) {
            if (word.length() >= 8 && decoded(word).contains(secret)) {
                return true;
            }
        }
        return false;
    }

    private static String decoded(String word) {
        try {
            return new String(Base64.getDecoder().decode(word), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
