package org.sparselaw.pipeline.tokenizer;

/** How a vocabulary is found. */
public enum Algorithm {
    /** Kudo 2018, arXiv 1804.10959: the pieces that make the corpus most probable; a SentencePiece model. */
    UNIGRAM,
    /** Sennrich et al. 2016, arXiv 1508.07909, on bytes: the most frequent pair becomes one piece, again and again; a {@code tokenizer.json}. */
    BPE
}
