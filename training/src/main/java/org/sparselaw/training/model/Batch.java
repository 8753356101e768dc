package org.sparselaw.training.model;

/** What a model gets in one step: token ids or images. */
public sealed interface Batch permits TokenBatch, ImageBatch {}
