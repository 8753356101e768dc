package org.sparselaw.training.model;

import java.util.function.IntBinaryOperator;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Ids;

/** bias[h, i, j] = table[bucket(i, j), h]: the position bias that all layers of a stack add to their attention logits. */
final class RelativeBias {
    private final Device device;
    private final Parameter table; // buckets x heads
    private final int heads;
    private final Ids buckets; // length x length
    private final Buffer values; // heads x length x length
    private final Buffer gradients; // heads x length x length

    /** @param bucket of a query position and a key position */
    RelativeBias(Workspace workspace, Parameter table, int length, IntBinaryOperator bucket) {
        this.device = workspace.device();
        this.table = table;
        this.heads = table.shape().get(1);
        int[] ids = new int[length * length];
        for (int i = 0; i < length; i++) {
            for (int j = 0; j < length; j++) {
                ids[i * length + j] = bucket.applyAsInt(i, j);
            }
        }
        buckets = workspace.ids(ids.length);
        buckets.set(ids);
        values = workspace.activation(heads * ids.length);
        gradients = workspace.activation(heads * ids.length);
    }

    Buffer values() {
        return values;
    }

    /** Where the layers add their gradients of the values. */
    Buffer gradients() {
        return gradients;
    }

    /** Once a step, before the layers of the stack. */
    void forward() {
        device.relativeBias(table.weights(), buckets, heads, values);
        device.fill(gradients, 0);
    }

    /** Once a step, after the layers of the stack. */
    void backward() {
        device.relativeBiasBackward(gradients, buckets, heads, table.gradients());
    }
}
