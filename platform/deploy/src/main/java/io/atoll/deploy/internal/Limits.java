package io.atoll.deploy.internal;

/**
 * How much a jar may be.
 *
 * @param fileSize of the file, in bytes
 * @param entries of the jar and the jars inside it
 * @param unpackedSize of all their content, in bytes
 * @param ratio of content to file; not asked of content up to {@link #FREE_OF_RATIO}
 */
record Limits(long fileSize, int entries, long unpackedSize, int ratio) {

    /** Content of this size, in bytes, is harmless however well it was packed. */
    static final long FREE_OF_RATIO = mebibytes(16);

    static long mebibytes(long count) {
        return count << 20;
    }
}
