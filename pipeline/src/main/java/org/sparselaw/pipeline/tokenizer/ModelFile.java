package org.sparselaw.pipeline.tokenizer;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.sparselaw.storage.Sha256;

/**
 * The file of a tokenizer. It is the tokenizer's serialised form: a JVM that receives it builds the tokenizer once, however many
 * tasks bring it.
 */
public final class ModelFile implements Serializable {
    /** Makes the tokenizer of a file. */
    public interface Builder extends Function<ModelFile, Tokenizer>, Serializable {}

    private static final long serialVersionUID = 1;
    private static final Map<String, Tokenizer> BUILT = new ConcurrentHashMap<>();

    private final String source;
    private final byte[] bytes;
    private final String digest;
    private final Builder builder;

    private ModelFile(String source, byte[] bytes, Builder builder) {
        this.source = source;
        this.bytes = bytes;
        this.digest = Sha256.of(bytes);
        this.builder = builder;
    }

    /** @param source name of the file, for messages */
    public static Tokenizer tokenizer(byte[] bytes, String source, Builder builder) {
        return new ModelFile(source, bytes.clone(), builder).tokenizer();
    }

    private Tokenizer tokenizer() {
        return BUILT.computeIfAbsent(digest, d -> builder.apply(this));
    }

    /** Name of the file, for messages. */
    public String source() {
        return source;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** SHA-256 of the bytes. */
    public String digest() {
        return digest;
    }

    private Object readResolve() {
        return tokenizer();
    }
}
