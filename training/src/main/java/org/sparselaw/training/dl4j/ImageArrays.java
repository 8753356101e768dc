package org.sparselaw.training.dl4j;

import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.sparselaw.pipeline.shard.ImageManifest;
import org.sparselaw.training.model.ImageBatch;

/** Makes arrays of images: pixels as DL4J's convolutions have them, [batch, 3, height, width], and labels of ones and zeros. */
record ImageArrays(int height, int width, int classes) {
    private static final int CHANNELS = ImageManifest.CHANNELS;

    ImageArrays(ImageManifest manifest) {
        this(manifest.height(), manifest.width(), manifest.classes().size());
    }

    MultiDataSet of(ImageBatch batch) {
        float[] pixels = new float[batch.count() * CHANNELS * height * width];
        int area = height * width;
        for (int i = 0; i < batch.count() * area; i++) {
            int to = i / area * CHANNELS * area + i % area;
            for (int c = 0; c < CHANNELS; c++) {
                pixels[to + c * area] = batch.pixels()[i * CHANNELS + c];
            }
        }
        return new org.nd4j.linalg.dataset.MultiDataSet(
                Nd4j.createFromArray(pixels).reshape(batch.count(), CHANNELS, height, width),
                Nd4j.createFromArray(labels(batch)).reshape(batch.count(), classes));
    }

    private float[] labels(ImageBatch batch) {
        float[] labels = new float[batch.count() * classes];
        int each = batch.labels().length / rows(batch);
        for (int i = 0; i < batch.count() * each; i++) {
            if (batch.labels()[i] != ImageBatch.NO_LABEL) {
                labels[i / each * classes + batch.labels()[i]] = 1;
            }
        }
        return labels;
    }

    /** Images of a full batch. */
    private int rows(ImageBatch batch) {
        return batch.pixels().length / (CHANNELS * height * width);
    }
}
