package org.sparselaw.training.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.storage.Storage;

/** Files that a shard set is made from, as far as they can be told apart without reading them. */
final class SourceFiles {
    private SourceFiles() {}

    /** Path, size and time of each. */
    static List<String> of(List<InputFile> files) {
        return files.stream()
                .map(file -> file.path() + " " + file.bytes() + " " + modified(Storage.of(file.path())))
                .toList();
    }

    private static long modified(Storage file) {
        try {
            FileStatus status = file.fileSystem().getFileStatus(file.path());
            return status.getModificationTime();
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }
}
