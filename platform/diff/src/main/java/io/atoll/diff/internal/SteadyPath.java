package io.atoll.diff.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A kind of path for the store, under which files stay open when a thread that works on them is interrupted.
 *
 * <p>A channel of the JDK is closed by that, for all threads; then one cancelled worker would end the comparison for the others.
 */
public final class SteadyPath extends FilePathWrapper {

    private static final String SCHEME = "steady";

    /** For the store, which makes paths by reflection. */
    public SteadyPath() {}

    /** The name of a file of this kind. */
    static String of(java.nio.file.Path file) {
        FilePath.register(new SteadyPath());
        return SCHEME + ":" + file;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new SteadyFile(new RandomAccessFile(getBase().toString(), mode));
    }

    private static final class SteadyFile extends FileBaseDefault {

        private final RandomAccessFile file;

        SteadyFile(RandomAccessFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.length();
        }

        @Override
        public synchronized int read(ByteBuffer target, long position) throws IOException {
            file.seek(position);
            int count = file.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
            target.position(target.position() + Math.max(0, count));
            return count;
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            int count = source.remaining();
            file.seek(position);
            file.write(source.array(), source.arrayOffset() + source.position(), count);
            source.position(source.position() + count);
            return count;
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            file.setLength(size);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }

        /** A lock that keeps nobody out: nobody else knows the file. */
        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            return new FileLock(this, position, size, shared) {

                @Override
                public boolean isValid() {
                    return isOpen();
                }

                @Override
                public void release() {}
            };
        }
    }
}
