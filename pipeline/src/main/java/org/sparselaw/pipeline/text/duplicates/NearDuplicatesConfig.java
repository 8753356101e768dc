package org.sparselaw.pipeline.text.duplicates;

import java.util.Optional;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;

/**
 * Which documents are near-duplicates.
 *
 * @param shingle words
 * @param threshold Jaccard similarity of shingles from which on they are
 * @param hashes of a signature
 * @param bands by which signatures are compared; without it and {@code rows}, those that suit threshold and hashes best
 * @param rows of a band
 */
public record NearDuplicatesConfig(
        @Default("5") @Range("[1, 100]") int shingle,
        @Default("0.8") @Range("(0, 1)") double threshold,
        @Default("128") @Range("[1, 10000]") int hashes,
        @Range("[1, 10000]") Optional<Integer> bands,
        @Range("[1, 10000]") Optional<Integer> rows) {
    public NearDuplicatesConfig {
        if (bands.isPresent() != rows.isPresent()) {
            throw new IllegalArgumentException("bands and rows must be given together");
        }
    }

    public Banding banding() {
        return bands.isPresent() ? new Banding(bands.get(), rows.orElseThrow()) : Banding.of(threshold, hashes);
    }
}
