package org.sparselaw.training.device;

/**
 * The numbers of one AdaFactor step without factoring or momentum (Shazeer and Stern 2018, sections 5 to 7).
 *
 * @param decay second-moment decay of this step, 1 - (t + 1)^-0.8 for step t from 0
 * @param stepSize relative step size of this step
 * @param clip greatest RMS of the update (1.0)
 * @param minimumScale least parameter RMS (1e-3)
 * @param epsilon added to squared gradients (1e-30)
 */
public record AdaFactorStep(float decay, float stepSize, float clip, float minimumScale, float epsilon) {}
