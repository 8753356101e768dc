package org.sparselaw.pipeline.image;

import java.io.Serializable;
import java.util.Optional;
import java.util.TreeSet;
import org.sparselaw.pipeline.image.Reading.Image;
import org.sparselaw.pipeline.image.Reading.Rejected;
import org.sparselaw.pipeline.image.codec.Background;
import org.sparselaw.pipeline.image.codec.Geometry;
import org.sparselaw.pipeline.image.codec.ImageDecoder;
import org.sparselaw.pipeline.image.codec.UndecodableException;
import org.sparselaw.pipeline.shard.LabelKind;

/** Makes the rows of a set from what sources hold: labels to ids, encoded images to pixels of the set's geometry. */
public record Preparation(Classes classes, LabelKind labels, Geometry geometry, long mostPixels, Background background)
        implements Serializable {
    /**
     * A row.
     *
     * @param pixels height x width x 3 bytes
     * @param labels ids, ascending
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Prepared(byte[] pixels, int[] labels) {}

    /** An image that is not kept. */
    public static final class RejectedException extends Exception {
        private final Rejected rejected;

        RejectedException(Rejected rejected) {
            super(rejected.detail());
            this.rejected = rejected;
        }

        public Rejected rejected() {
            return rejected;
        }
    }

    /** @param file of the source, for whoever looks for what was rejected */
    public Prepared prepare(String file, Image image) throws RejectedException {
        int[] ids = ids(file, image);
        ImageDecoder decoder = new ImageDecoder(mostPixels, background);
        try {
            return new Prepared(image.content().pixels(decoder, geometry).rgb(), ids);
        } catch (UndecodableException e) {
            throw new RejectedException(new Rejected(e.fault().code(), file, image.place(), e.getMessage()));
        }
    }

    private int[] ids(String file, Image image) throws RejectedException {
        TreeSet<Integer> ids = new TreeSet<>();
        for (String label : image.labels()) {
            Optional<Integer> id = classes.id(label);
            if (id.isEmpty()) {
                throw rejected(Reason.UNKNOWN_LABEL, file, image, "'" + label + "' is none of the classes");
            }
            ids.add(id.get());
        }
        if (labels == LabelKind.SINGLE && ids.isEmpty()) {
            throw rejected(Reason.NO_LABEL, file, image, "neither a folder nor anything beside it says what it shows");
        }
        if (labels == LabelKind.SINGLE && ids.size() > 1) {
            throw rejected(Reason.SEVERAL_LABELS, file, image, "labels " + image.labels() + " in a set of single ones");
        }
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    private static RejectedException rejected(Reason reason, String file, Image image, String detail) {
        return new RejectedException(new Rejected(reason, file, image.place(), detail));
    }
}
