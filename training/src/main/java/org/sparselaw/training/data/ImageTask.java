package org.sparselaw.training.data;

import java.util.List;
import java.util.function.ToLongFunction;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.model.Batch;
import org.sparselaw.training.model.Model;
import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.model.VisionConfig;

/** A vision transformer that is to tell the classes of images. */
public record ImageTask(VisionConfig model, Augmentation augmentation) implements Task {
    @Override
    public Model model(Device device, int batch) {
        return model.on(device, batch);
    }

    @Override
    public TrainingBatches training(TrainingSet set, int batch, long seed) {
        return new ImageBatches(((PictureSet) set).shards(), augmentation, batch, seed);
    }

    @Override
    public List<Batch> validation(TrainingSet set, int examples, int batch) {
        return List.copyOf(ValidationBatches.ofImages(((PictureSet) set).shards(), examples, batch));
    }

    @Override
    public DataUnit unit() {
        return DataUnit.IMAGES;
    }

    @Override
    public long dataPerExample() {
        return 1;
    }

    @Override
    public long tokensPerExample() {
        return model.positions();
    }

    @Override
    public double flopPerExample(ToLongFunction<TensorSpec> nonZeros) {
        return model.flopPerExample(nonZeros);
    }
}
