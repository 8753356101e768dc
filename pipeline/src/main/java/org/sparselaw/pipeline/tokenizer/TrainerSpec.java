package org.sparselaw.pipeline.tokenizer;

/**
 * What a model file says about its training, as far as it bears on encoding. Ids are -1 where the model has no such
 * piece.
 *
 * @param whitespaceAsSuffix the space belongs to the end of a word, not to its beginning
 * @param endPiece text of the piece that ends a sequence
 * @param unknownSurface what the unknown piece decodes to
 */
public record TrainerSpec(
        ModelType modelType,
        int pieces,
        int unknownId,
        int beginId,
        int endId,
        int padId,
        boolean byteFallback,
        boolean whitespaceAsSuffix,
        String endPiece,
        String unknownSurface) {

    /** The kinds of SentencePiece models, with their numbers in the file. */
    public enum ModelType {
        UNIGRAM(1),
        BPE(2),
        WORD(3),
        CHAR(4);

        private final int number;

        ModelType(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** SentencePiece's defaults: what holds for fields that the file leaves out. */
    static final TrainerSpec DEFAULT =
            new TrainerSpec(ModelType.UNIGRAM, 8000, 0, 1, 2, -1, false, false, "</s>", " \u2047 ");
}
