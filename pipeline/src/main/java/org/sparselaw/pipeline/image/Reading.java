package org.sparselaw.pipeline.image;

import java.util.List;
import org.sparselaw.pipeline.image.codec.Geometry;
import org.sparselaw.pipeline.image.codec.ImageDecoder;
import org.sparselaw.pipeline.image.codec.Pixels;
import org.sparselaw.pipeline.image.codec.UndecodableException;
import org.sparselaw.pipeline.input.Rejection;

/** One record of a source: an image with its labels, or the reason why it is none. */
public sealed interface Reading {
    /**
     * @param place inside the source: a path or a number; data, never a path to open
     * @param labels as the source writes them: names or numbers of classes
     */
    record Image(String place, List<String> labels, Content content) implements Reading {}

    /**
     * @param reason its code
     * @param file of the source
     * @param image the place inside it; empty for the file as a whole
     * @param detail what exactly is wrong
     */
    record Rejected(String reason, String file, String image, String detail) implements Reading, Rejection {
        Rejected(Reason reason, String file, String image, String detail) {
            this(reason.code(), file, image, detail);
        }

        @Override
        public String code() {
            return reason;
        }

        @Override
        public String where() {
            return image.isEmpty() ? file : file + ":" + image;
        }
    }

    /** What an image's pixels are made from. */
    @FunctionalInterface
    interface Content {
        /** The pixels, in the given size. */
        Pixels pixels(ImageDecoder decoder, Geometry geometry) throws UndecodableException;

        static Content encoded(byte[] bytes) {
            return (decoder, geometry) -> decoder.decode(bytes, geometry);
        }
    }
}
