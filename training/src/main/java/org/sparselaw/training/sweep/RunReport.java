package org.sparselaw.training.sweep;

import java.io.Serializable;

/**
 * How far a run is that is under way.
 *
 * @param steps done, those before an interruption included
 * @param loss of the last step's batch, in nats
 */
record RunReport(long steps, double loss) implements Serializable {}
