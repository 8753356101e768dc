package org.sparselaw.pipeline.tokenizer.bytepair;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sparselaw.job.DataException;
import org.sparselaw.pipeline.tokenizer.ModelFile;
import org.sparselaw.pipeline.tokenizer.Tokenizer;

/**
 * The tokenizer of a {@code tokenizer.json} of the GPT-2 family, with the same ids as the Hugging Face library gives without special
 * tokens: its post-processor, truncation and padding are not applied, for windows are cut from ids as they are.
 */
public final class BytePairTokenizer implements Tokenizer {
    /** Of the file in a shard set. */
    public static final String FILE = "tokenizer.json";

    /** What ends a sequence, in this order: GPT-2's name for it, and that of its descendants with BERT's layout. */
    private static final List<String> ENDS = List.of("<|endoftext|>", "</s>");

    private final ModelFile file;
    private final BytePairEncoder encoder;
    private final byte[][] surfaces;
    private final int endOfSequence;

    private BytePairTokenizer(ModelFile file) {
        BytePairModel model = TokenizerJson.read(file.bytes(), file.source());
        this.file = file;
        this.encoder = new BytePairEncoder(model);
        this.surfaces = model.pieces().stream().map(ByteAlphabet::bytes).toArray(byte[][]::new);
        Map<String, Integer> special = new HashMap<>();
        for (AddedToken token : model.addedTokens()) {
            surfaces[token.id()] = token.content().getBytes(StandardCharsets.UTF_8);
            if (token.special()) {
                special.put(token.content(), token.id());
            }
        }
        this.endOfSequence = ENDS.stream()
                .filter(special::containsKey)
                .map(special::get)
                .findFirst()
                .orElse(-1);
    }

    /**
     * @param file the bytes of a {@code tokenizer.json}
     * @param source name of the file, for messages
     * @throws DataException when it is none, or asks for what is not supported
     */
    public static BytePairTokenizer of(byte[] file, String source) {
        return (BytePairTokenizer) ModelFile.tokenizer(file, source, BytePairTokenizer::new);
    }

    @Override
    public int[] encode(String text) {
        return encoder.encode(text);
    }

    /** The bytes of all pieces, special ones too, as UTF-8; what is none is U+FFFD. */
    @Override
    public String decode(int[] ids) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int id : ids) {
            if (id < 0 || id >= surfaces.length) {
                throw new IllegalArgumentException("Invalid id: " + id + " (must be in [0, " + surfaces.length + "))");
            }
            text.writeBytes(surfaces[id]);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    @Override
    public int pieces() {
        return surfaces.length;
    }

    /** @throws DataException when the file has no such token */
    @Override
    public int endOfSequence() {
        if (endOfSequence < 0) {
            throw new DataException(file.source() + ": added_tokens must have a special token to end sequences with, "
                    + String.join(" or ", ENDS));
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
