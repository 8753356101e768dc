/**
 * DL4J networks of users: pruned while they are fitted, fed from shard sets, swept for a law.
 *
 * <p>DL4J has no pruning of its own. What prunes the models of this project prunes its networks as well: their parameters are
 * ND4J arrays, and {@link org.sparselaw.training.device.nd4j.Nd4jDevice} computes masks where these lie.
 */
package org.sparselaw.training.dl4j;
