package org.sparselaw.pipeline.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The regular files in a tar: ustar and pax (POSIX.1-2001), with long names and large sizes as GNU tar writes them. A library
 * of tars would take names of any length into memory; here nothing that a header says is believed beyond a limit.
 */
final class TarStream {
    private static final int BLOCK = 512;
    private static final int MOST_EXTENSION = 1 << 20;

    private final InputStream in;
    private final byte[] header = new byte[BLOCK];
    private long left;
    private int padding;
    private String path;
    private long size;

    TarStream(InputStream in) {
        this.in = in;
    }

    /** Moves to the next regular file and returns its path, or nothing at the archive's end. */
    Optional<String> next() throws IOException {
        String longPath = null;
        long longSize = -1;
        while (true) {
            skip(left + padding);
            if (!header()) {
                return Optional.empty();
            }
            switch (header[156]) {
                case 'L' -> longPath = string(extension(), 0, (int) size);
                case 'x' -> {
                    Pax pax = Pax.parse(extension());
                    longPath = pax.path().orElse(longPath);
                    longSize = pax.size().orElse(longSize);
                }
                case 0, '0', '7' -> {
                    path = longPath == null ? path : longPath;
                    begin(longSize < 0 ? size : longSize);
                    return Optional.of(path);
                }
                default -> {
                    // Links, folders and devices have no content, whatever their size says.
                    begin(header[156] >= '1' && header[156] <= '6' ? 0 : longSize < 0 ? size : longSize);
                    longPath = null;
                    longSize = -1;
                }
            }
        }
    }

    /** Bytes of the current file. */
    long size() {
        return size;
    }

    /** The content of the current file, which must fit into an array; to be asked for once. */
    byte[] content() throws IOException {
        byte[] content = in.readNBytes((int) left);
        if (content.length < left) {
            throw new DamagedArchiveException("ends early, in " + path);
        }
        left = 0;
        return content;
    }

    private void begin(long bytes) {
        size = bytes;
        left = bytes;
        padding = (int) ((BLOCK - bytes % BLOCK) % BLOCK);
    }

    private byte[] extension() throws IOException {
        if (size > MOST_EXTENSION) {
            throw new DamagedArchiveException("has a header of " + size + " bytes");
        }
        begin(size);
        byte[] content = content();
        skip(padding);
        padding = 0;
        return content;
    }

    private boolean header() throws IOException {
        int n = in.readNBytes(header, 0, BLOCK);
        if (n < BLOCK) {
            throw new DamagedArchiveException(n == 0 ? "ends without a mark of its end" : "ends early, in a header");
        }
        int sum = 0;
        int any = 0;
        for (int i = 0; i < BLOCK; i++) {
            any |= header[i];
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        if (any == 0) {
            return false;
        }
        if (number(148, 8) != sum) {
            throw new DamagedArchiveException("has a damaged header");
        }
        String prefix =
                string(header, 257, 6).startsWith("ustar") && header[263] == '0' ? string(header, 345, 155) : "";
        path = (prefix.isEmpty() ? "" : prefix + "/") + string(header, 0, 100);
        size = number(124, 12);
        left = 0;
        padding = 0;
        return true;
    }

    /** Octal digits, or, for large numbers, GNU's big-endian binary. */
    private long number(int offset, int length) throws DamagedArchiveException {
        if (header[offset] < 0) {
            long value = 0;
            for (int i = offset + length - 8; i < offset + length; i++) {
                value = (value << 8) | (header[i] & 0xff);
            }
            return checked(value);
        }
        String digits = string(header, offset, length).strip();
        try {
            return digits.isEmpty() ? 0 : checked(Long.parseLong(digits, 8));
        } catch (NumberFormatException e) {
            throw new DamagedArchiveException("has a damaged header");
        }
    }

    private static long checked(long value) throws DamagedArchiveException {
        if (value < 0) {
            throw new DamagedArchiveException("has a damaged header");
        }
        return value;
    }

    private static String string(byte[] bytes, int offset, int length) {
        int end = offset;
        while (end < offset + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, offset, end - offset, UTF_8);
    }

    private void skip(long bytes) throws IOException {
        try {
            in.skipNBytes(bytes);
        } catch (EOFException e) {
            throw new DamagedArchiveException("ends early, in " + path);
        }
        left = 0;
        padding = 0;
    }
}
