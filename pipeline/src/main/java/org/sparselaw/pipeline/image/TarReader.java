package org.sparselaw.pipeline.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.sparselaw.pipeline.image.Reading.Rejected;
import org.sparselaw.pipeline.input.DamagedGzipException;
import org.sparselaw.pipeline.input.GzipStream;
import org.sparselaw.pipeline.input.HashedInput;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.storage.Storage;

/**
 * A tar, read as a stream. Successive members with one key are a sample, as in WebDataset: its labels are in its {@code .cls},
 * {@code .json} or {@code .txt}. Images of a sample that has none of them have the folder in their path as their class.
 * Members whose names begin with a dot are passed over (macOS adds one to each file).
 */
final class TarReader implements SourceReader {
    private final InputFile file;
    private final ReadOptions options;
    private final InputStream raw;
    private final HashedInput hashed;
    private final Queue<Reading> ready = new ArrayDeque<>();
    private TarStream tar;
    private Sample sample;
    private boolean ended;

    TarReader(InputFile file, ReadOptions options) throws IOException {
        Storage storage = Storage.of(file.path());
        this.file = file;
        this.options = options;
        this.raw = storage.fileSystem().open(storage.path());
        this.hashed = new HashedInput(raw);
        this.sample = new Sample(file.name(), options, "");
    }

    @Override
    public Optional<Reading> next() throws IOException {
        while (ready.isEmpty() && !ended) {
            try {
                advance();
            } catch (DamagedGzipException | DamagedArchiveException e) {
                ended = true;
                ready.addAll(sample.images());
                ready.add(new Rejected(
                        Reason.DAMAGED_ARCHIVE,
                        file.name(),
                        "",
                        "the archive " + e.getMessage() + "; what came before is kept"));
            }
        }
        return Optional.ofNullable(ready.poll());
    }

    private void advance() throws IOException {
        if (tar == null) {
            // For labels alone, images are skipped in the file, and so not hashed.
            tar = new TarStream(GzipStream.orPlain(options.pixels() ? hashed : raw, file));
        }
        Optional<MemberPath> member = tar.next().map(MemberPath::new);
        if (member.isPresent() && member.get().hidden()) {
            return;
        }
        ended = member.isEmpty();
        if (ended || !sample.takes(member.get())) {
            ready.addAll(sample.images());
            sample =
                    new Sample(file.name(), options, member.map(MemberPath::key).orElse(""));
        }
        if (!ended) {
            sample.add(member.get(), tar);
        }
    }

    @Override
    public String sha256() throws IOException {
        return hashed.sha256();
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
