package org.sparselaw.pipeline.image;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.sparselaw.pipeline.image.Reading.Content;
import org.sparselaw.pipeline.image.Reading.Image;
import org.sparselaw.pipeline.image.Reading.Rejected;
import org.sparselaw.pipeline.input.HashedInput;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.storage.Storage;

/** Image files; the folder that a file lies in is its class. */
final class FolderReader implements SourceReader {
    private final String source;
    private final ReadOptions options;
    private final Iterator<InputFile> files;
    private final FilesDigest digest = new FilesDigest();

    FolderReader(ImageSource source, ReadOptions options) {
        this.source = source.input().name();
        this.options = options;
        this.files = source.files().iterator();
    }

    @Override
    public Optional<Reading> next() throws IOException {
        return files.hasNext() ? Optional.of(read(files.next())) : Optional.empty();
    }

    private Reading read(InputFile file) throws IOException {
        Storage storage = Storage.of(file.path());
        String place = ImageSources.lastPart(file.name());
        List<String> labels = new MemberPath(storage.path().toUri().getPath()).labels(options);
        if (!options.pixels()) {
            return new Image(place, labels, Content.encoded(new byte[0]));
        }
        try (HashedInput in = new HashedInput(storage.fileSystem().open(storage.path()))) {
            byte[] bytes = in.readNBytes(options.limit() + 1);
            digest.add(file, in.sha256());
            return bytes.length > options.limit()
                    ? new Rejected(
                            Reason.TOO_LONG,
                            source,
                            place,
                            file.bytes() + " bytes, above the limit of " + options.limit())
                    : new Image(place, labels, Content.encoded(bytes));
        }
    }

    @Override
    public String sha256() {
        return digest.sha256();
    }

    @Override
    public void close() {}
}
