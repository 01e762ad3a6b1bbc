package io.atoll.settings.internal;

/**
 * A position in a file; prints as {@code file:line:column}.
 *
 * @param file the name that people know the file by
 * @param line from 1; 0 stands for the whole file
 * @param column from 1
 */
record Place(String file, int line, int column) {

    static Place whole(String file) {
        return new Place(file, 0, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
