package org.sparselaw.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.sparselaw.pipeline.input.Rejection;
import org.sparselaw.storage.Storage;

/** Writes rejected records as JSON lines, compressed; the file appears with the first of them. */
final class RejectedRecords implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Storage file;
    private OutputStream out;

    RejectedRecords(Storage file) {
        this.file = file;
    }

    void add(Rejection record) throws IOException {
        if (out == null) {
            out = new GZIPOutputStream(file.fileSystem().create(file.path(), true), 1 << 13);
        }
        out.write((JSON.writeValueAsString(record) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The file's name, or nothing when no record came. */
    String name() {
        return out == null ? "" : file.name();
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
