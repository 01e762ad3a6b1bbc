package io.atoll.admin.internal.audit;

import io.atoll.operation.Refused;
import io.atoll.operation.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the audit log backwards, one file at a time, and tells which lines are not as and where they were written. */
final class AuditReading {

    private final AuditFiles files;

    AuditReading(AuditFiles files) {
        this.files = files;
    }

    /**
     * A part of the log, the newest line first.
     *
     * @param cursor what the part before named; empty for the newest
     */
    Slice<AuditEntry> slice(int limit, Optional<String> cursor) throws IOException, Refused {
        List<Integer> numbers = files.numbers();
        Place place = cursor.isPresent() ? Place.parse(cursor.get()) : new Place(Integer.MAX_VALUE, Integer.MAX_VALUE);
        List<AuditEntry> found = new ArrayList<>();
        for (int index = numbers.size() - 1; index >= 0; index--) {
            int file = numbers.get(index);
            if (file > place.file()) {
                continue;
            }
            List<String> lines = files.lines(file);
            Optional<String> before = index == 0 ? Optional.empty() : end(numbers.get(index - 1));
            int last = file == place.file() ? Math.min(place.line(), lines.size()) : lines.size();
            for (int line = last - 1; line >= 0; line--) {
                if (found.size() == limit) {
                    return new Slice<>(found, Optional.of(new Place(file, line + 1).toString()));
                }
                found.add(entry(lines, line, before, index == 0));
            }
        }
        return Slice.whole(found);
    }

    /** The digest of the last line of a file; empty if that is not as it was written. */
    private Optional<String> end(int file) throws IOException {
        List<String> lines = files.lines(file);
        return lines.isEmpty() ? Optional.empty() : Chain.read(lines.getLast()).map(Chain.Read::digest);
    }

    /**
     * One line.
     *
     * @param before the digest before the first line of the file
     * @param oldest whether that is not known, because older files were put away
     */
    private static AuditEntry entry(List<String> lines, int line, Optional<String> before, boolean oldest) {
        Optional<Chain.Read> read = Chain.read(lines.get(line));
        if (read.isEmpty()) {
            return AuditEntry.changed();
        }
        Optional<String> expected = line > 0 ? Chain.read(lines.get(line - 1)).map(Chain.Read::digest) : before;
        boolean inPlace = (line == 0 && oldest)
                || expected.map(read.get().previous()::equals).orElse(false);
        return AuditEntry.of(read.get(), inPlace);
    }

    /** Below which line of which file reading goes on; both count from 1. */
    private record Place(int file, int line) {

        static Place parse(String text) throws Refused {
            if (!text.matches("[0-9]{1,6}-[0-9]{1,9}")) {
                throw Refused.invalid("cursor", "'cursor' is none that this list has given");
            }
            String[] parts = text.split("-");
            return new Place(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }

        @Override
        public String toString() {
            return file + "-" + line;
        }
    }
}
