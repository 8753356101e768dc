package org.sparselaw.pipeline.input;

import java.io.IOException;

/** A Zstandard stream that cannot be read further; not an error of the storage. */
public final class DamagedZstdException extends IOException {
    DamagedZstdException(String message) {
        super(message);
    }
}
