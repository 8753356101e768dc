package org.sparselaw.training.dl4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How the T tokens of a window stand in an array for a DL4J network.
 *
 * @see ShardIterator
 */
public enum WindowFormat {
    /** Ids: [batch, T] for an embedding sequence layer, [batch, 1, T] for labels of the loss SPARSE_MCXENT. */
    IDS {
        @Override
        INDArray features(int[][] rows, int vocabulary) {
            return ids(rows);
        }

        @Override
        INDArray labels(int[][] rows, int vocabulary) {
            return ids(rows).reshape(rows.length, 1, rows[0].length);
        }
    },
    /** One-hot: [batch, vocabulary, T], the layout of DL4J's recurrent layers. */
    ONE_HOT {
        @Override
        INDArray features(int[][] rows, int vocabulary) {
            return oneHot(rows, vocabulary);
        }

        @Override
        INDArray labels(int[][] rows, int vocabulary) {
            return oneHot(rows, vocabulary);
        }
    };

    abstract INDArray features(int[][] rows, int vocabulary);

    abstract INDArray labels(int[][] rows, int vocabulary);

    private static INDArray ids(int[][] rows) {
        return Nd4j.createFromArray(rows).castTo(DataType.FLOAT);
    }

    private static INDArray oneHot(int[][] rows, int vocabulary) {
        int length = rows[0].length;
        float[] flat = new float[rows.length * vocabulary * length];
        for (int row = 0; row < rows.length; row++) {
            for (int position = 0; position < length; position++) {
                flat[(row * vocabulary + rows[row][position]) * length + position] = 1;
            }
        }
        return Nd4j.createFromArray(flat).reshape(rows.length, vocabulary, length);
    }
}
