package org.sparselaw.pipeline.image.codec;

import java.util.Locale;

/** Why bytes give no pixels. */
public enum Fault {
    /** Neither JPEG, PNG, GIF, BMP nor WebP, by its first bytes. */
    UNKNOWN_FORMAT,
    /** A kind of its format that is not decoded, such as a JPEG of 12 bits a sample. */
    UNSUPPORTED_FORMAT,
    /** The header says that there are more pixels than the limit; nothing was decoded. */
    TOO_MANY_PIXELS,
    /** What is packed beside the pixels unpacks to more than the limit. */
    DECOMPRESSION_BOMB,
    /** The image ends early or its content contradicts the format. */
    DAMAGED_IMAGE;

    /** As in manifests and rejected records: {@code damaged-image}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
