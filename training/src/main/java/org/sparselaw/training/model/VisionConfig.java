package org.sparselaw.training.model;

import java.util.List;
import java.util.function.ToLongFunction;
import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;
import org.sparselaw.pipeline.shard.LabelKind;
import org.sparselaw.training.device.Device;

/**
 * The sizes of a vision transformer (Dosovitskiy et al. 2021); its width is heads * headSize.
 *
 * @param imageHeight pixels
 * @param imageWidth pixels
 * @param classes of images
 * @param labels one label an image: softmax cross-entropy; several: a sigmoid for each class
 * @param patch side of the squares that images are cut into, in pixels
 * @param layers blocks of self-attention and feed-forward
 * @param mlp hidden width of the feed-forward layers
 */
@Variant(key = "family", value = "vit")
public record VisionConfig(
        @Range("[1, inf)") int imageHeight,
        @Range("[1, inf)") int imageWidth,
        @Range("[1, inf)") int classes,
        LabelKind labels,
        @Range("[1, inf)") int patch,
        Pooling pooling,
        @Range("[1, inf)") int heads,
        @Range("[1, inf)") int headSize,
        @Range("[1, inf)") int layers,
        @Range("[1, inf)") int mlp)
        implements Architecture {
    static final int CHANNELS = 3;

    public VisionConfig {
        if (imageHeight % patch != 0 || imageWidth % patch != 0) {
            throw new IllegalArgumentException("patch " + patch + " does not divide images of " + imageHeight + " x "
                    + imageWidth + " pixels (must divide both)");
        }
    }

    static VisionConfig of(ExampleShape.Pictures images, ModelSizes sizes, int patch, Pooling pooling) {
        return new VisionConfig(
                images.height(),
                images.width(),
                images.classes(),
                images.labels(),
                patch,
                pooling,
                sizes.heads(),
                sizes.headSize(),
                sizes.layers(),
                sizes.mlp());
    }

    @Override
    public Family family() {
        return Family.VIT;
    }

    @Override
    public int width() {
        return heads * headSize;
    }

    int patches() {
        return imageHeight / patch * (imageWidth / patch);
    }

    /** Of one image in the residual stream: its patches, behind the class token if there is one. */
    public int positions() {
        return patches() + firstPatch();
    }

    /** The position of the first patch. */
    int firstPatch() {
        return pooling == Pooling.CLASS_TOKEN ? 1 : 0;
    }

    /** Numbers of one patch. */
    int patchSize() {
        return CHANNELS * patch * patch;
    }

    /** The model with all its memory; weights are zero until {@link Model#initialise}. */
    public Model on(Device device, int batch) {
        return new VisionTransformer(device, this, batch);
    }

    @Override
    public String description() {
        return "a model of family vit with " + layers + " layers, patches of " + patch + " pixels and " + pooling
                + " pooling";
    }

    @Override
    public List<TensorSpec> tensors() {
        return VisionTensors.of(this);
    }

    /**
     * FLOP of the matrix products of one training example, counted as {@link TransformerFlop} does; the embedding of patches
     * has no gradient of its input.
     *
     * @param nonZeros weights of a tensor that are not 0
     */
    public double flopPerExample(ToLongFunction<TensorSpec> nonZeros) {
        double weights = 0;
        for (TensorSpec tensor : tensors()) {
            boolean map = tensor.shape().size() > 1;
            weights += switch (tensor.role()) {
                case KERNEL -> 6.0 * nonZeros.applyAsLong(tensor) * positions();
                case EMBEDDING -> map ? 4.0 * nonZeros.applyAsLong(tensor) * patches() : 0;
                case LOGITS -> map ? 6.0 * nonZeros.applyAsLong(tensor) : 0;
                default -> 0;
            };
        }
        return weights + 12.0 * layers * positions() * positions() * width();
    }
}
