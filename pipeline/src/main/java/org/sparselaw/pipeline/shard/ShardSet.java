package org.sparselaw.pipeline.shard;

import java.util.ArrayList;
import java.util.List;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Storage;

/**
 * A folder of token windows ready for training:
 *
 * <pre>
 * manifest.json                    what the set holds, and what it was made from
 * tokenizer.model                  the SentencePiece model of its ids, or tokenizer.json
 * train-00000-of-00016.parquet     one window a row; digests are in the manifest
 * validation-00000-of-00001.parquet
 * rejected/                        records that were dropped, with the reason
 * </pre>
 */
public final class ShardSet implements AnySet {
    private final SetFolder<Manifest> folder;

    private ShardSet(SetFolder<Manifest> folder) {
        this.folder = folder;
    }

    /** @throws DataException when the folder is not a whole shard set of text, naming what is missing */
    public static ShardSet open(String folder) {
        return new ShardSet(SetFolder.open(folder, Manifest.class, Manifest.KIND, "prepare-text"));
    }

    @Override
    public Manifest manifest() {
        return folder.manifest();
    }

    /** SHA-256 of the manifest, which holds the digests of all else: the identity of the set. */
    public String digest() {
        return folder.digest();
    }

    /** The shards of a split, in the order of their files. */
    public List<Shard> shards(Split split) {
        return manifest().shards(split);
    }

    /** The path of the tokenizer's model file. */
    public String tokenizer() {
        return folder.file(manifest().tokenizer().file()).toString();
    }

    /**
     * Reads a shard into memory, in the order of its rows.
     *
     * @throws DataException when the file is not the one the manifest describes
     */
    public TokenWindows read(Shard shard) {
        return new ShardReader(
                        folder.file(shard.file()),
                        shard,
                        manifest().window(),
                        manifest().vocabulary())
                .read();
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(folder.strays());
        problems.addAll(
                AnySet.problemsOfRows(this, split -> manifest().size(split).windows()));
        Storage model = folder.file(manifest().tokenizer().file());
        String found = model.sha256();
        if (!found.equals(manifest().tokenizer().sha256())) {
            problems.add("%s: the file has SHA-256 %s, but the manifest says %s; prepare the set again"
                    .formatted(model, found, manifest().tokenizer().sha256()));
        }
        return problems;
    }

    @Override
    public void verify(Shard shard) {
        TokenWindows windows = read(shard);
        for (int i = 0; i < windows.count(); i++) {
            for (int id : windows.window(i)) {
                if (id < 0 || id >= manifest().vocabulary()) {
                    throw new DataException("%s: window %d has the id %d, but the vocabulary has %d ids"
                            .formatted(
                                    folder.file(shard.file()), i, id, manifest().vocabulary()));
                }
            }
        }
    }

    @Override
    public String toString() {
        return folder.storage().toString();
    }
}
