package io.atoll.catalog.internal.pages;

/**
 * The address of a page with parameters.
 *
 * @param text the whole address
 */
record Address(String text) {

    /** The same address with one more parameter; without it if the value is empty. */
    Address with(String name, String value) {
        if (value.isEmpty()) {
            return this;
        }
        return new Address(text + (text.contains("?") ? '&' : '?') + name + '=' + Addresses.encoded(value));
    }

    /** The same address, at a part of the page; the last to be added. */
    Address at(String part) {
        return new Address(text + '#' + part);
    }

    @Override
    public String toString() {
        return text;
    }
}
