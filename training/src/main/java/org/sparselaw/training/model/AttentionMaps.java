package org.sparselaw.training.model;

import org.sparselaw.training.device.Device;

/** The linear maps of an attention layer. */
record AttentionMaps(Linear query, Linear key, Linear value, Linear out) {
    /** As T5 names them, without biases. */
    static AttentionMaps t5(Device device, ParameterSet parameters, String prefix) {
        return new AttentionMaps(
                new Linear(device, parameters.named(prefix + ".q.weight")),
                new Linear(device, parameters.named(prefix + ".k.weight")),
                new Linear(device, parameters.named(prefix + ".v.weight")),
                new Linear(device, parameters.named(prefix + ".o.weight")));
    }
}
