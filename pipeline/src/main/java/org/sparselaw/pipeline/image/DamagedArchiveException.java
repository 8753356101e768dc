package org.sparselaw.pipeline.image;

import java.io.IOException;

/** An archive that cannot be read further; not an error of the storage. */
final class DamagedArchiveException extends IOException {
    DamagedArchiveException(String message) {
        super(message);
    }
}
