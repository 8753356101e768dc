package org.sparselaw.pipeline.input;

import java.io.IOException;

/** A gzip stream that cannot be read further; not an error of the storage. */
public final class DamagedGzipException extends IOException {
    DamagedGzipException(String message) {
        super(message);
    }
}
