package org.sparselaw.training.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.sparselaw.config.Config;
import org.sparselaw.pipeline.PrepareTextConfig;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.pipeline.text.TextFiles;
import org.sparselaw.storage.Sha256;
import org.sparselaw.storage.Storage;

/** What a shard set is made from, as far as it can be told without reading the corpus. */
public final class TextInputs {
    private TextInputs() {}

    /** The configuration, name, size and time of every source, and the digest of a given tokenizer. */
    public static List<String> of(PrepareTextConfig text) {
        List<String> inputs = new ArrayList<>();
        inputs.add(Config.write(text));
        for (InputFile file : TextFiles.find(text.sources())) {
            inputs.add(file.path() + " " + file.bytes() + " " + modified(Storage.of(file.path())));
        }
        text.tokenizer()
                .ifPresent(model -> inputs.add(Sha256.of(Storage.of(model).readBytes())));
        return inputs;
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
