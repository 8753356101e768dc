package org.sparselaw.training.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Devices;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.model.Batch;
import org.sparselaw.training.model.ImageBatch;
import org.sparselaw.training.model.Model;
import org.sparselaw.training.model.Safetensors;
import org.sparselaw.training.model.TokenBatch;
import org.sparselaw.training.optimizer.Algorithm;
import org.sparselaw.training.optimizer.Optimizer;

/**
 * Writes what another engine needs to do the same: first weights, tokens or pixels, the losses of 200 steps of AdamW and the
 * gradients of the first; {@code pytorch_parity.py} reads it and compares.
 */
final class ParityRecord {
    private static final int STEPS = 200;
    private static final int BATCHES = 8;
    private static final double RATE = 1e-3;
    private static final Algorithm.Adam ADAM = new Algorithm.Adam(0.9, 0.999, 1e-8, 0.01);

    private ParityRecord() {}

    /** @param arguments the file of models, name of the model, folder to write to */
    public static void main(String[] arguments) throws IOException {
        BenchmarkModel benchmark = BenchmarkModel.read(Path.of(arguments[0]), arguments[1]);
        Path folder = Files.createDirectories(Path.of(arguments[2]));
        try (Device device = Devices.open("cpu", 1, Precision.F32)) {
            Model model = benchmark.on(device);
            model.initialise(1);
            write(folder.resolve("weights.safetensors"), entries(model, false));
            List<Batch> batches = new ArrayList<>();
            for (int i = 0; i < BATCHES; i++) {
                batches.add(benchmark.batch(i));
            }
            Optimizer optimizer = ADAM.on(device, model.parameters());
            List<Double> losses = new ArrayList<>();
            Map<String, Object> record = new LinkedHashMap<>();
            for (int step = 0; step < STEPS; step++) {
                LossSum loss = model.trainStep(batches.get(step % BATCHES));
                losses.add(loss.mean());
                if (step == 0) {
                    record.put("loss", (loss.crossEntropy() + loss.zLoss()) / loss.count());
                    write(folder.resolve("gradients.safetensors"), entries(model, true));
                }
                optimizer.update(step, RATE, parameter -> null);
            }
            record.put("rate", RATE);
            record.put("betas", List.of(ADAM.beta1(), ADAM.beta2()));
            record.put("epsilon", ADAM.epsilon());
            record.put("weight_decay", ADAM.weightDecay());
            record.put("losses", losses);
            record.put("inputs", batches.stream().map(ParityRecord::inputs).toList());
            record.put("labels", batches.stream().map(ParityRecord::labels).toList());
            new ObjectMapper().writeValue(folder.resolve("record.json").toFile(), record);
        }
    }

    private static Object inputs(Batch batch) {
        return batch instanceof TokenBatch tokens ? tokens.inputs() : ((ImageBatch) batch).pixels();
    }

    private static int[] labels(Batch batch) {
        return batch instanceof TokenBatch tokens ? tokens.labels() : ((ImageBatch) batch).labels();
    }

    private static List<Safetensors.Entry> entries(Model model, boolean gradients) {
        return model.parameters().stream()
                .map(p -> new Safetensors.Entry(p.name(), p.shape(), gradients ? p.gradients() : p.weights()))
                .toList();
    }

    private static void write(Path file, List<Safetensors.Entry> entries) {
        Safetensors.write(Storage.of(file.toString()), Map.of(), entries);
    }
}
