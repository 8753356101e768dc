package org.sparselaw.pipeline.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/** What an extended header of POSIX.1-2001 says of the file after it: records {@code LENGTH KEY=VALUE\n}. */
record Pax(Optional<String> path, Optional<Long> size) {
    static Pax parse(byte[] records) throws DamagedArchiveException {
        Optional<String> path = Optional.empty();
        Optional<Long> size = Optional.empty();
        try {
            for (int at = 0; at < records.length && records[at] != 0; ) {
                int space = at;
                while (records[space] != ' ') {
                    space++;
                }
                int length = Integer.parseInt(new String(records, at, space - at, UTF_8));
                String record = new String(records, space + 1, at + length - space - 2, UTF_8);
                if (record.startsWith("path=")) {
                    path = Optional.of(record.substring(5));
                } else if (record.startsWith("size=")) {
                    size = Optional.of(Long.parseUnsignedLong(record.substring(5)));
                }
                if (length <= 0 || size.orElse(0L) < 0) {
                    throw new NumberFormatException();
                }
                at += length;
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new DamagedArchiveException("has a damaged extended header");
        }
        return new Pax(path, size);
    }
}
