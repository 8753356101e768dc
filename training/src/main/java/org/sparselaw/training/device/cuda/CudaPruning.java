package org.sparselaw.training.device.cuda;

import java.util.ArrayList;
import java.util.List;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.GroupAxis;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.PruningKernels;
import org.sparselaw.training.device.cuda.CardSelect.Run;

/** Launches of the kernels in {@code pruning.cu}: keys in whose order entries are kept, and the selection among them. */
final class CudaPruning implements PruningKernels {
    private final Card card;
    private final CardSelect select;
    private final CardScratch keys;
    private final CardScratch bits;

    CudaPruning(Card card) {
        this.card = card;
        select = new CardSelect(card);
        keys = new CardScratch(card);
        bits = new CardScratch(card);
    }

    @Override
    public void globalMagnitudeMask(List<Buffer> w, long keep, List<Mask> masks) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < w.size(); i++) {
            runs.add(Run.magnitudes(CudaBuffer.read(w.get(i)), CudaMask.address(masks.get(i))));
        }
        select.keep(runs, keep);
        if (masks.size() == 1) {
            CudaMask.of(masks.get(0)).kept((int) keep);
        } else {
            masks.forEach(mask -> CudaMask.of(mask).uncounted());
        }
    }

    @Override
    public void nOfMMask(Buffer w, int columns, int n, int m, GroupAxis axis, int keep, Mask mask) {
        int size = w.size();
        long ranked = keys(size);
        Launch.forEach("rankGroups", size, card)
                .address(CudaBuffer.read(w).address())
                .integer(size)
                .integer(axis == GroupAxis.INPUT ? 1 : columns)
                .integer(n)
                .integer(m)
                .address(ranked)
                .on(card);
        select.keep(List.of(Run.whole(ranked, size, CudaMask.address(mask))), keep);
        CudaMask.of(mask).kept(keep);
    }

    @Override
    public void blockMask(Buffer w, int columns, int blockRows, int blockColumns, int keepBlocks, Mask mask) {
        int blocks = w.size() / (blockRows * blockColumns);
        long sums = keys(blocks);
        long kept = bits(blocks);
        Launch.forEach("blockMagnitudes", blocks, card)
                .numbers(CudaBuffer.read(w))
                .integer(columns)
                .integer(blockRows)
                .integer(blockColumns)
                .integer(blocks)
                .address(sums)
                .on(card);
        select.keep(List.of(Run.whole(sums, blocks, kept)), keepBlocks);
        Launch.forEach("expandBlocks", w.size(), card)
                .address(kept)
                .integer(columns)
                .integer(blockRows)
                .integer(blockColumns)
                .index(w.size())
                .address(CudaMask.address(mask))
                .on(card);
        CudaMask.of(mask).kept(keepBlocks * blockRows * blockColumns);
    }

    /** Waits for the card if the mask's count is not known on the host. */
    @Override
    public void dropAndGrow(Buffer w, Buffer score, int count, Mask mask) {
        if (count == 0) {
            return;
        }
        int size = w.size();
        int kept = mask.kept();
        long before = CudaMask.address(mask);
        long staying = bits(size);
        long magnitudes = magnitudesAmong(w, mask, 1);
        select.keep(List.of(Run.whole(magnitudes, size, staying)), kept - count);
        long scores = magnitudesAmong(score, mask, 0);
        select.keep(List.of(Run.whole(scores, size, before).keepingAlso(staying)), count);
        CudaMask.of(mask).kept(kept);
    }

    private long magnitudesAmong(Buffer x, Mask mask, int kept) {
        long magnitudes = keys(x.size());
        Launch.forEach("magnitudesAmong", x.size(), card)
                .address(CudaBuffer.read(x).address())
                .address(CudaMask.address(mask))
                .integer(kept)
                .index(x.size())
                .address(magnitudes)
                .on(card);
        return magnitudes;
    }

    private long keys(int count) {
        return keys.atLeast(Launch.ceilDiv(count, 4) * 4 * Integer.BYTES);
    }

    private long bits(int count) {
        return bits.atLeast(Launch.ceilDiv(count, Integer.SIZE) * Integer.BYTES);
    }

    /** w_i = 0 where not kept, also where it is not a number. */
    void applyMask(Buffer w, Mask mask) {
        masked("applyMask", w, mask).on(card);
    }

    @Override
    public void scalePruned(Buffer w, Mask mask, float factor) {
        masked("scalePruned", w, mask).real(factor).on(card);
    }

    private Launch masked(String kernel, Buffer w, Mask mask) {
        return Launch.forFours(kernel, w.size(), card)
                .numbers(CudaBuffer.of(w))
                .address(CudaMask.address(mask))
                .index(w.size());
    }
}
