package org.sparselaw.pipeline.shard;

import java.util.List;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Storage;

/** Reads the images of a shard. */
final class ImageReader {
    private final Storage file;
    private final Shard shard;
    private final ImageManifest manifest;

    ImageReader(Storage file, Shard shard, ImageManifest manifest) {
        this.file = file;
        this.shard = shard;
        this.manifest = manifest;
    }

    /** @throws DataException when the file is not the one the manifest describes */
    Images read() {
        List<List<byte[]>> columns = new RowReader(file, shard, ImageRow.SCHEMA).columns();
        List<byte[]> pixels = columns.get(ImageRow.PIXELS);
        pixels.forEach(this::checkPixels);
        return new Images(
                pixels, columns.get(ImageRow.LABELS).stream().map(this::labels).toList());
    }

    private void checkPixels(byte[] row) {
        if (row.length != manifest.pixelBytes()) {
            throw new DataException("%s: an image has %d bytes, but %d x %d pixels of %d channels take %d"
                    .formatted(
                            file,
                            row.length,
                            manifest.height(),
                            manifest.width(),
                            manifest.channels(),
                            manifest.pixelBytes()));
        }
    }

    private int[] labels(byte[] row) {
        int[] labels = ImageRow.decode(row);
        if (row.length % ImageRow.LABEL_BYTES != 0 || (manifest.labels() == LabelKind.SINGLE && labels.length != 1)) {
            throw new DataException("%s: %d bytes of labels, but the images have labels of %d bytes, %s each"
                    .formatted(
                            file,
                            row.length,
                            ImageRow.LABEL_BYTES,
                            manifest.labels().code()));
        }
        for (int label : labels) {
            if (label >= manifest.classes().size()) {
                throw new DataException("%s: label %d, but there are %d classes"
                        .formatted(file, label, manifest.classes().size()));
            }
        }
        return labels;
    }
}
