package org.sparselaw.analysis.runs;

import java.io.Serializable;

/**
 * How fast a run was, validation left out.
 *
 * @param flopPerSecond the {@link Work#executedFlop} of its steps over their seconds
 * @param gemmShare the same over what one large matrix product reached on that device, measured in the same process
 */
public record Speed(double flopPerSecond, double gemmShare) implements Serializable {}
