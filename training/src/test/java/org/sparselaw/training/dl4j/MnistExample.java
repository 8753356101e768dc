package org.sparselaw.training.dl4j;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.sparselaw.training.prune.Gradual;
import org.sparselaw.training.prune.Pruning;

/**
 * A convolutional network on images of digits, pruned to several sparsities: prints the accuracy of each.
 */
final class MnistExample {
    private static final int SIDE = 28;
    private static final int TEST = 2_000;
    private static final int BATCH = 50;
    private static final int EPOCHS = 3;

    private MnistExample() {}

    private record Digit(float[] pixels, int label) {}

    /** @param args a gzipped tar of PNG files whose folders are named by the digit */
    public static void main(String[] args) throws IOException {
        List<Digit> digits = read(Path.of(args[0]));
        Collections.shuffle(digits, new Random(1));
        List<DataSet> test = batches(digits.subList(0, TEST));
        List<DataSet> train = batches(digits.subList(TEST, digits.size()));
        int steps = train.size() * EPOCHS;
        System.out.printf("%d training and %d test images, %d steps%n", digits.size() - TEST, TEST, steps);
        for (double sparsity : new double[] {0, .5, .75, .9, .95, .98}) {
            Nd4j.getRandom().setSeed(1);
            MultiLayerNetwork network = new MultiLayerNetwork(Networks.image(SIDE, new Adam(1e-3)));
            network.init();
            Pruning pruning = Pruning.magnitude(sparsity, Gradual.over(steps, .25, .75));
            try (PruningListener listener = PruningListener.of(network, pruning)) {
                network.setListeners(listener);
                for (int epoch = 0; epoch < EPOCHS; epoch++) {
                    train.forEach(network::fit);
                }
                System.out.printf(
                        "S %.2f  non-zeros %,d  accuracy %.2f %%%n",
                        sparsity, listener.nonZeros().withEmbeddings(), 100 * accuracy(network, test));
            }
            network.close();
        }
    }

    private static double accuracy(MultiLayerNetwork network, List<DataSet> test) {
        long right = 0;
        for (DataSet batch : test) {
            INDArray said = network.output(batch.getFeatures()).argMax(1);
            right += said.eq(batch.getLabels().argMax(1))
                    .castTo(said.dataType())
                    .sumNumber()
                    .longValue();
        }
        return (double) right / TEST;
    }

    private static List<DataSet> batches(List<Digit> digits) {
        List<DataSet> batches = new ArrayList<>();
        for (int from = 0; from + BATCH <= digits.size(); from += BATCH) {
            INDArray pixels = Nd4j.create(BATCH, 1, SIDE, SIDE);
            INDArray labels = Nd4j.zeros(BATCH, 10);
            for (int i = 0; i < BATCH; i++) {
                Digit digit = digits.get(from + i);
                pixels.slice(i).assign(Nd4j.createFromArray(digit.pixels).reshape(1, SIDE, SIDE));
                labels.putScalar(i, digit.label, 1);
            }
            batches.add(new DataSet(pixels, labels));
        }
        return batches;
    }

    private static List<Digit> read(Path tar) throws IOException {
        List<Digit> digits = new ArrayList<>();
        try (InputStream file = Files.newInputStream(tar);
                TarArchiveInputStream in = new TarArchiveInputStream(new GZIPInputStream(file))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().endsWith(".png")) {
                    String folder =
                            Path.of(entry.getName()).getParent().getFileName().toString();
                    digits.add(new Digit(pixels(in.readAllBytes()), Integer.parseInt(folder)));
                }
            }
        }
        return digits;
    }

    /** In [0, 1]. */
    private static float[] pixels(byte[] png) throws IOException {
        int[] grey =
                ImageIO.read(new ByteArrayInputStream(png)).getRaster().getSamples(0, 0, SIDE, SIDE, 0, (int[]) null);
        float[] pixels = new float[grey.length];
        for (int i = 0; i < grey.length; i++) {
            pixels[i] = grey[i] / 255f;
        }
        return pixels;
    }
}
