package io.atoll.settings.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values of secrets: {@code env:NAME} is an environment variable, {@code file:/path} the content of a file without its
 * last line break, and anything else the secret itself.
 */
final class Secrets {

    private static final long LARGEST = 64 * 1024;

    private final UnaryOperator<@Nullable String> environment;

    /** Takes the values of environment variables; {@code null} stands for an absent one. */
    Secrets(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    /** Whether what is written only says where the secret is. */
    static boolean reference(String written) {
        return written.startsWith("env:") || written.startsWith("file:");
    }

    /**
     * Finds a value.
     *
     * @throws Absent if there is none; the message is for people and names the place, never the value
     */
    String resolve(String written) throws Absent {
        if (written.startsWith("env:")) {
            String name = written.substring("env:".length());
            String value = environment.apply(name);
            if (value == null || value.isEmpty()) {
                throw new Absent("the environment variable " + name + " is not set");
            }
            return value;
        }
        return written.startsWith("file:") ? content(written.substring("file:".length())) : written;
    }

    private static String content(String name) throws Absent {
        try {
            Path file = Path.of(name);
            if (!file.isAbsolute()) {
                throw new Absent("the path " + name + " is not absolute");
            }
            if (!Files.isRegularFile(file)) {
                throw new Absent("there is no file " + name);
            }
            if (Files.size(file) > LARGEST) {
                throw new Absent("the file " + name + " is larger than " + LARGEST + " bytes");
            }
            String content = Files.readString(file);
            String value = content.endsWith("\n") ? content.substring(0, content.length() - 1) : content;
            value = value.endsWith("\r") ? value.substring(0, value.length() - 1) : value;
            if (value.isEmpty()) {
                throw new Absent("the file " + name + " is empty");
            }
            return value;
        } catch (InvalidPathException e) {
            throw new Absent("'" + name + "' is not a path");
        } catch (IOException e) {
            throw new Absent(
                    "the file " + name + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** Says that a secret has no value. */
    static final class Absent extends Exception {

        private static final long serialVersionUID = 1L;

        Absent(String message) {
            super(message);
        }
    }
}
