package org.sparselaw.pipeline.tokenizer;

import java.util.List;
import org.sparselaw.job.DataException;
import org.sparselaw.pipeline.tokenizer.TrainerSpec.ModelType;
import org.sparselaw.storage.Storage;

/** The tokenizer of a SentencePiece unigram model, with the same ids as SentencePiece. */
public final class UnigramTokenizer implements Tokenizer {
    /** Of the file in a shard set. */
    public static final String FILE = "tokenizer.model";

    private final ModelFile file;
    private final int pieces;
    private final int endOfSequence;
    private final Normalizer normalizer;
    private final UnigramEncoder encoder;
    private final PieceDecoder decoder;

    private UnigramTokenizer(ModelFile file) {
        SentencePieceModel model = SentencePieceModel.parse(file.bytes(), file.source());
        ModelType type = model.trainer().modelType();
        if (type != ModelType.UNIGRAM) {
            throw new DataException(file.source() + ": a SentencePiece model of type " + type + "; UNIGRAM is needed");
        }
        this.file = file;
        this.pieces = model.pieces().size();
        this.endOfSequence = endOfSequence(model);
        List<String> userDefined = model.pieces().stream()
                .filter(piece -> piece.type() == Piece.Type.USER_DEFINED)
                .map(Piece::text)
                .toList();
        this.normalizer = new Normalizer(model.normalizer(), model.trainer().whitespaceAsSuffix(), userDefined);
        this.encoder = new UnigramEncoder(model);
        this.decoder = new PieceDecoder(model);
    }

    /**
     * @param path of a SentencePiece model file: local, hdfs:// or s3a://
     * @throws DataException when there is no such file, it is not a SentencePiece model, or not a unigram model
     */
    public static UnigramTokenizer read(String path) {
        return of(Storage.of(path).readBytes(), path);
    }

    /**
     * @param file the bytes of a SentencePiece model file
     * @param source name of the file, for messages
     */
    public static UnigramTokenizer of(byte[] file, String source) {
        return (UnigramTokenizer) ModelFile.tokenizer(file, source, UnigramTokenizer::new);
    }

    /** SentencePiece's rule: the id of the piece that is named as the end, if it is a control piece. */
    private static int endOfSequence(SentencePieceModel model) {
        String end =
                model.trainer().endPiece().isEmpty() ? "</s>" : model.trainer().endPiece();
        for (int id = 0; id < model.pieces().size(); id++) {
            Piece piece = model.pieces().get(id);
            if (piece.type() == Piece.Type.CONTROL && piece.text().equals(end)) {
                return id;
            }
        }
        return -1;
    }

    @Override
    public int[] encode(String text) {
        Scratch scratch = Scratch.forText(text.length());
        scratch.needText(Math.multiplyExact(Utf8.MAX_BYTES_PER_CHAR, text.length()));
        normalizer.normalize(scratch, Utf8.encode(text, scratch.text));
        return encoder.encode(scratch);
    }

    /** As SentencePiece decodes: control pieces are invisible, the unknown piece is its surface, {@code " ⁇ "}. */
    @Override
    public String decode(int[] ids) {
        return decoder.decode(ids);
    }

    @Override
    public int pieces() {
        return pieces;
    }

    /** @throws DataException when the vocabulary has no such piece */
    @Override
    public int endOfSequence() {
        if (endOfSequence < 0) {
            throw new DataException(file.source() + ": has no control piece </s> to end sequences with");
        }
        return endOfSequence;
    }

    @Override
    public String digest() {
        return file.digest();
    }

    @Override
    public String fileName() {
        return FILE;
    }

    @Override
    public byte[] toBytes() {
        return file.bytes();
    }

    private Object writeReplace() {
        return file;
    }
}
