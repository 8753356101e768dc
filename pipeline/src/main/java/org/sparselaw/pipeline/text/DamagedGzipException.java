package org.sparselaw.pipeline.text;

import java.io.IOException;

/** A gzip stream that cannot be read further; not an error of the storage. */
final class DamagedGzipException extends IOException {
    DamagedGzipException(String message) {
        super(message);
    }
}
