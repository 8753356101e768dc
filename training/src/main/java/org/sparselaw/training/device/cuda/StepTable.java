package org.sparselaw.training.device.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.UpdatedTensor;

/**
 * The tensors of an optimiser's step in the memory of a card, cut into chunks, so that one launch has all of them. It is the same in
 * every step of a run until a mask comes in, and is put there again only when it is not.
 */
final class StepTable {
    /** Numbers of a chunk, as the kernels have it. */
    private static final int CHUNK = 16384;

    /** Of an {@code Updated}. */
    private static final int ROW_BYTES = 8 * Long.BYTES;

    private final Card card;
    private final CardIntegers ofChunk;
    private ByteBuffer rows = ByteBuffer.allocateDirect(0);
    private long address;
    private int tensors;
    private int chunks;

    StepTable(Card card) {
        this.card = card;
        ofChunk = new CardIntegers(card, 0);
    }

    /** Makes these the tensors of the next launches, whose weights are to be changed: their copies in bf16 change with them. */
    void set(List<UpdatedTensor> updated) {
        ByteBuffer next = ByteBuffer.allocateDirect(updated.size() * ROW_BYTES).order(ByteOrder.nativeOrder());
        int first = 0;
        for (UpdatedTensor tensor : updated) {
            int size = tensor.w().size();
            int count = (int) Launch.ceilDiv(size, CHUNK);
            next.putLong(CudaBuffer.of(tensor.w()).address());
            next.putLong(CudaBuffer.read(tensor.g()).address());
            next.putLong(written(tensor.m()));
            next.putLong(written(tensor.v()));
            next.putLong(CudaBuffer.read(tensor.w()).roundedAddress());
            next.putLong(CudaMask.address(tensor.mask()));
            next.putLong(size);
            next.putInt(first);
            next.putInt(count);
            first += count;
        }
        next.flip();
        if (!next.equals(rows)) {
            if (next.limit() > rows.capacity()) {
                address = card.allocate(next.limit());
            }
            card.upload(next.duplicate(), address);
            rows = next;
            cut(updated, first);
        }
    }

    private static long written(Buffer moments) {
        return moments == null ? 0 : CudaBuffer.of(moments).address();
    }

    private void cut(List<UpdatedTensor> updated, int all) {
        tensors = updated.size();
        chunks = all;
        int[] tensorOfChunk = new int[all];
        int chunk = 0;
        for (int i = 0; i < tensors; i++) {
            for (long first = 0; first < updated.get(i).w().size(); first += CHUNK) {
                tensorOfChunk[chunk++] = i;
            }
        }
        ofChunk.set(tensorOfChunk);
    }

    int tensors() {
        return tensors;
    }

    int chunks() {
        return chunks;
    }

    /** A {@code Tensors}. */
    Launch giveTo(Launch launch) {
        return launch.address(address).address(ofChunk.address());
    }
}
