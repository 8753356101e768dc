package org.sparselaw.pipeline.image.codec;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** The formats that are decoded, told apart by their first bytes, whatever a file's name says. */
enum ImageFormat {
    JPEG {
        @Override
        boolean begins(Bytes bytes) {
            return bytes.at(0, "\u00ff\u00d8\u00ff");
        }
    },
    PNG {
        @Override
        boolean begins(Bytes bytes) {
            return bytes.at(0, "\u0089PNG\r\n\u001a\n");
        }
    },
    GIF {
        @Override
        boolean begins(Bytes bytes) {
            return bytes.at(0, "GIF87a") || bytes.at(0, "GIF89a");
        }
    },
    BMP {
        @Override
        boolean begins(Bytes bytes) {
            return bytes.at(0, "BM");
        }
    },
    WEBP {
        @Override
        boolean begins(Bytes bytes) {
            return bytes.at(0, "RIFF") && bytes.at(8, "WEBP");
        }
    };

    abstract boolean begins(Bytes bytes);

    static Optional<ImageFormat> of(byte[] image) {
        Bytes bytes = new Bytes(image, ByteOrder.BIG_ENDIAN);
        return Arrays.stream(values()).filter(format -> format.begins(bytes)).findFirst();
    }
}
