package org.sparselaw.pipeline.shard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Json;
import org.sparselaw.storage.Sha256;
import org.sparselaw.storage.Storage;

/**
 * A folder of token windows ready for training:
 *
 * <pre>
 * manifest.json                    what the set holds, and what it was made from
 * tokenizer.model                  the SentencePiece model of its ids
 * train-00000-of-00016.parquet     one window a row; digests are in the manifest
 * validation-00000-of-00001.parquet
 * rejected/                        records that were dropped, with the reason
 * </pre>
 */
public final class ShardSet {
    private final Storage folder;
    private final Manifest manifest;
    private final String digest;

    private ShardSet(Storage folder, Manifest manifest, String digest) {
        this.folder = folder;
        this.manifest = manifest;
        this.digest = digest;
    }

    /** @throws DataException when the folder is not a whole shard set, naming what is missing */
    public static ShardSet open(String folder) {
        Storage storage = Storage.of(folder);
        Storage file = storage.child(Manifest.FILE);
        if (!file.exists()) {
            throw new DataException(
                    storage + ": no shard set, " + Manifest.FILE + " is missing (prepare-text writes it)");
        }
        byte[] json = file.readBytes();
        Manifest manifest = Json.read(Manifest.class, file.toString(), new String(json, UTF_8));
        Set<String> present = storage.children().stream().map(Storage::name).collect(Collectors.toSet());
        require(storage, present, manifest.tokenizer().file());
        manifest.shards().forEach(shard -> require(storage, present, shard.file()));
        return new ShardSet(storage, manifest, Sha256.of(json));
    }

    private static void require(Storage folder, Set<String> present, String file) {
        if (!present.contains(file)) {
            throw new DataException(
                    folder + ": " + file + " is missing, which the manifest lists; prepare the text again");
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    /** SHA-256 of the manifest, which holds the digests of all else: the identity of the set. */
    public String digest() {
        return digest;
    }

    /** The shards of a split, in the order of their files. */
    public List<Shard> shards(Split split) {
        return manifest.shards(split);
    }

    /** The path of the tokenizer's model file. */
    public String tokenizer() {
        return folder.child(manifest.tokenizer().file()).toString();
    }

    /**
     * Reads a shard into memory, in the order of its rows.
     *
     * @throws DataException when the file is not the one the manifest describes
     */
    public TokenWindows read(Shard shard) {
        return new ShardReader(folder.child(shard.file()), shard, manifest.window(), manifest.vocabulary()).read();
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
