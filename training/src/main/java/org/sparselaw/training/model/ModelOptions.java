package org.sparselaw.training.model;

import java.util.Optional;
import org.sparselaw.training.model.TextArchitecture.Activation;
import org.sparselaw.training.model.TextArchitecture.Logits;

/**
 * What configurations choose of a model besides its sizes.
 *
 * @param logits of text models; absent for what the family has by default
 * @param activation of text models
 * @param patch side of the squares that images are cut into, in pixels
 * @param pooling how a vision transformer goes from positions to classes
 */
public record ModelOptions(Optional<Logits> logits, Activation activation, int patch, Pooling pooling) {}
