package org.sparselaw.training.device.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Choice by condition. Unlike a product with 0 and 1 it does not carry on what is not chosen when that is NaN or infinite. */
final class Select {
    private Select() {}

    /** yes where the condition holds, else no; all of one shape. */
    static INDArray where(INDArray condition, INDArray yes, INDArray no) {
        return Nd4j.exec(
                DynamicCustomOp.builder("select").addInputs(condition, yes, no).build())[0];
    }
}
