package org.sparselaw.training.dl4j;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks as users of DL4J write them. */
final class Networks {
    private Networks() {}

    /** Predicts next tokens: embedding, causal convolution, LSTM. */
    static ComputationGraphConfiguration text(int vocabulary, int length, int width, IUpdater updater) {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(updater)
                .graphBuilder()
                .addInputs("tokens")
                .addLayer(
                        "embedding",
                        new EmbeddingSequenceLayer.Builder()
                                .nIn(vocabulary)
                                .nOut(width)
                                .build(),
                        "tokens")
                .addLayer(
                        "conv",
                        new Convolution1DLayer.Builder()
                                .kernelSize(3)
                                .convolutionMode(ConvolutionMode.Causal)
                                .nIn(width)
                                .nOut(width)
                                .activation(Activation.RELU)
                                .build(),
                        "embedding")
                .addLayer("lstm", new LSTM.Builder().nIn(width).nOut(width).build(), "conv")
                .addLayer(
                        "out",
                        new RnnOutputLayer.Builder()
                                .nIn(width)
                                .nOut(vocabulary)
                                .activation(Activation.SOFTMAX)
                                .lossFunction(LossFunction.SPARSE_MCXENT)
                                .build(),
                        "lstm")
                .setOutputs("out")
                .setInputTypes(InputType.recurrent(vocabulary, length, RNNFormat.NCW))
                .build();
    }

    /** Sorts small grey images into ten classes. */
    static MultiLayerConfiguration image(int side, IUpdater updater) {
        return image(1, side, side, 10, updater);
    }

    static MultiLayerConfiguration image(int channels, int height, int width, int classes, IUpdater updater) {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(updater)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(8).build())
                .layer(new BatchNormalization())
                .layer(new DenseLayer.Builder()
                        .nOut(16)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
                        .nOut(classes)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(height, width, channels))
                .build();
    }
}
