package io.atoll.admin.internal;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/** Writes HTML, and gives each script element of it a nonce. What stands within a script is left as it is, whatever it looks like. */
final class ScriptMarker extends Writer {

    private static final String BEGIN = "<script";
    private static final String END = "</script";

    private final Writer out;
    private final String attribute;
    /** What may be the beginning of what is looked for. */
    private final StringBuilder held = new StringBuilder();

    private String wanted = BEGIN;

    /**
     * Begins outside of scripts.
     *
     * @param nonce that needs no escaping
     */
    ScriptMarker(Writer out, String nonce) {
        this.out = out;
        this.attribute = " nonce=\"" + nonce + "\"";
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            if (held.isEmpty() && text[i] != '<') {
                out.write(text[i]);
                continue;
            }
            held.append(text[i]);
            while (!wanted.startsWith(held.toString().toLowerCase(Locale.ROOT))) {
                out.write(held.charAt(0));
                held.deleteCharAt(0);
            }
            if (held.length() == wanted.length()) {
                found();
            }
        }
    }

    private void found() throws IOException {
        release();
        if (wanted.equals(BEGIN)) {
            out.write(attribute);
            wanted = END;
        } else {
            wanted = BEGIN;
        }
    }

    private void release() throws IOException {
        out.append(held);
        held.setLength(0);
    }

    /** Sends on what was written, but for what may be the beginning of a script. */
    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        release();
        out.close();
    }
}
