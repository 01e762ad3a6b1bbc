package io.atoll.spi;

/**
 * The name of one configured integration: what it integrates, and which of possibly several instances of it.
 *
 * <p>It prints as {@code type~instance}, for example {@code octopus~prod}; configuration files and shell commands use the same
 * form. Both parts are made of letters, digits, {@code .}, {@code _} and {@code -}.
 *
 * @param type what is integrated, in lower case, as {@link Integration#type()} says it
 * @param instance which installation of it; unique for the type, and the identifier under which the catalog knows it
 */
public record IntegrationId(String type, String instance) {

    /** Refuses parts with other characters with an {@link IllegalArgumentException}. */
    public IntegrationId {
        requirePlain("type", type);
        requirePlain("instance", instance);
    }

    /**
     * Reads the form that {@link #toString()} writes.
     *
     * @throws IllegalArgumentException if the text is not {@code type~instance}
     */
    public static IntegrationId parse(String text) {
        int tilde = text.indexOf('~');
        if (tilde < 0) {
            throw new IllegalArgumentException("'" + text + "' is not of the form type~instance, for example git~demo");
        }
        return new IntegrationId(text.substring(0, tilde), text.substring(tilde + 1));
    }

    private static void requirePlain(String part, String text) {
        if (!text.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("the " + part
                    + " of an integration is made of letters, digits, '.', '_' and '-'," + " but was '" + text + "'");
        }
    }

    @Override
    public String toString() {
        return type + "~" + instance;
    }
}
