package org.sparselaw.training.data;

import java.util.List;
import java.util.function.ToLongFunction;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.model.Batch;
import org.sparselaw.training.model.Model;
import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.model.TextArchitecture;

/** A text model and its objective. */
public record TextTask(TextArchitecture model, Objective objective) implements Task {
    @Override
    public Model model(Device device, int batch) {
        return model.on(device, batch, objective.inputsLength(), objective.targetsLength());
    }

    @Override
    public TrainingBatches training(TrainingSet set, int batch, long seed) {
        return new TokenBatches(((TextSet) set).shards(), objective, batch, seed);
    }

    @Override
    public List<Batch> validation(TrainingSet set, int examples, int batch) {
        return List.copyOf(ValidationBatches.ofText(((TextSet) set).shards(), objective, examples, batch));
    }

    @Override
    public DataUnit unit() {
        return DataUnit.TOKENS;
    }

    @Override
    public long dataPerExample() {
        return objective.countedTokens();
    }

    @Override
    public long tokensPerExample() {
        return objective.countedTokens();
    }

    @Override
    public double flopPerExample(ToLongFunction<TensorSpec> nonZeros) {
        return model.flopPerExample(objective.inputsLength(), objective.targetsLength(), nonZeros);
    }
}
