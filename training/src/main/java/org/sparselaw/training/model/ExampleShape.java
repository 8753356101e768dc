package org.sparselaw.training.model;

import org.sparselaw.pipeline.shard.LabelKind;

/** What a model needs to know of the examples that it is made for. */
public sealed interface ExampleShape {
    /**
     * Token ids.
     *
     * @param vocabulary how many there are
     */
    record Tokens(int vocabulary) implements ExampleShape {}

    /** Images of one size, of some number of classes. */
    record Pictures(int height, int width, int classes, LabelKind labels) implements ExampleShape {}
}
