package org.sparselaw.training.device.nd4j;

import java.util.function.Supplier;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where kernels put what they need in between: a workspace of the thread, empty again after each kernel. Without one, every
 * kernel would leave arrays outside the Java heap until the garbage collector happens to run.
 */
final class Scratch implements AutoCloseable {
    private static final WorkspaceConfiguration GROWING = WorkspaceConfiguration.builder()
            .initialSize(1 << 20)
            .policyAllocation(AllocationPolicy.STRICT)
            .policyLearning(LearningPolicy.NONE)
            .policySpill(SpillPolicy.REALLOCATE)
            .policyReset(ResetPolicy.BLOCK_LEFT)
            .build();

    private final String id = "sparselaw-" + System.identityHashCode(this);

    /** Arrays made by the work are gone when it returns. */
    void in(Runnable work) {
        in(() -> {
            work.run();
            return null;
        });
    }

    /** @param work gives something other than an array */
    <T> T in(Supplier<T> work) {
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().getAndActivateWorkspace(GROWING, id)) {
            return work.get();
        }
    }

    @Override
    public void close() {
        if (Nd4j.getWorkspaceManager().checkIfWorkspaceExists(id)) {
            Nd4j.getWorkspaceManager()
                    .destroyWorkspace(Nd4j.getWorkspaceManager().getWorkspaceForCurrentThread(id));
        }
    }
}
