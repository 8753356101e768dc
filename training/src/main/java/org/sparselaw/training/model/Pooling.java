package org.sparselaw.training.model;

/** What the classes of an image are predicted from. */
public enum Pooling {
    /** The mean over all patches; there is no class token. */
    MEAN,
    /** A position of its own in front of the patches (Dosovitskiy et al. 2021). */
    CLASS_TOKEN
}
