package org.sparselaw.pipeline.shard;

import java.util.ArrayList;
import java.util.List;
import org.sparselaw.job.DataException;

/**
 * A folder of images ready for training:
 *
 * <pre>
 * manifest.json                    what the set holds, and what it was made from
 * train-00000-of-00016.parquet     one image a row; digests are in the manifest
 * validation-00000-of-00001.parquet
 * rejected/                        images that were dropped, with the reason
 * </pre>
 */
public final class ImageSet implements AnySet {
    private final SetFolder<ImageManifest> folder;

    private ImageSet(SetFolder<ImageManifest> folder) {
        this.folder = folder;
    }

    /** @throws DataException when the folder is not a whole shard set of images, naming what is missing */
    public static ImageSet open(String folder) {
        return new ImageSet(SetFolder.open(folder, ImageManifest.class, ImageManifest.KIND, "prepare-images"));
    }

    @Override
    public ImageManifest manifest() {
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

    /**
     * Reads a shard into memory, in the order of its rows.
     *
     * @throws DataException when the file is not the one the manifest describes
     */
    public Images read(Shard shard) {
        return new ImageReader(folder.file(shard.file()), shard, manifest()).read();
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(folder.strays());
        problems.addAll(
                AnySet.problemsOfRows(this, split -> manifest().size(split).images()));
        return problems;
    }

    @Override
    public void verify(Shard shard) {
        read(shard); // which checks every row
    }

    @Override
    public String toString() {
        return folder.storage().toString();
    }
}
