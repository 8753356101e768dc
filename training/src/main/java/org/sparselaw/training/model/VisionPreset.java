package org.sparselaw.training.model;

/** The published sizes of vision transformers (Dosovitskiy et al. 2021; Touvron et al. 2021 for Ti and S), heads of 64. */
public enum VisionPreset {
    TI(192, 12),
    S(384, 12),
    B(768, 12),
    L(1024, 24);

    private static final int HEAD_SIZE = 64;
    private static final int MLP_RATIO = 4;

    private final int width;
    private final int layers;

    VisionPreset(int width, int layers) {
        this.width = width;
        this.layers = layers;
    }

    public ModelSizes sizes() {
        return new ModelSizes(width / HEAD_SIZE, HEAD_SIZE, layers, MLP_RATIO * width);
    }
}
