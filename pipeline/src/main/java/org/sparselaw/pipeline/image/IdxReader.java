package org.sparselaw.pipeline.image;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.sparselaw.pipeline.image.Reading.Image;
import org.sparselaw.pipeline.image.Reading.Rejected;
import org.sparselaw.pipeline.image.codec.Pixels;
import org.sparselaw.pipeline.input.DamagedGzipException;
import org.sparselaw.pipeline.input.GzipStream;
import org.sparselaw.pipeline.input.HashedInput;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.storage.Storage;

/** A pair of IDX files (LeCun's MNIST database): grey images of one size, and a byte of label each. */
final class IdxReader implements SourceReader {
    private static final int IMAGES = 0x0803;
    private static final int LABELS = 0x0801;

    private final ImageSource source;
    private final int limit;
    private final Half images;
    private final Half labels;
    private int height;
    private int width;
    private long count;
    private long number;
    private boolean ended;

    IdxReader(ImageSource source, ReadOptions options) throws IOException {
        this.source = source;
        this.limit = options.limit();
        this.images = new Half(source.files().get(0));
        this.labels = new Half(source.files().get(1));
    }

    @Override
    public Optional<Reading> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        try {
            if (number == 0) {
                begin();
            }
            ended = number >= count;
            return ended ? Optional.empty() : Optional.of(read());
        } catch (EOFException e) {
            return damaged("ends early");
        } catch (DamagedGzipException e) {
            return damaged(e.getMessage());
        } catch (DamagedArchiveException e) {
            return damaged(e.getMessage());
        }
    }

    private void begin() throws IOException {
        count = images.begin(IMAGES);
        height = images.in.readInt();
        width = images.in.readInt();
        if (height <= 0 || width <= 0 || (long) height * width > limit) {
            throw new DamagedArchiveException("says that images have %d x %d pixels".formatted(height, width));
        }
        long labelled = labels.begin(LABELS);
        if (labelled != count) {
            throw new DamagedArchiveException("has %d images, but there are %d labels".formatted(count, labelled));
        }
    }

    private Reading read() throws IOException {
        byte[] grey = new byte[height * width];
        images.in.readFully(grey);
        int label = labels.in.readUnsignedByte();
        number++;
        return new Image(
                Long.toString(number - 1),
                List.of(Integer.toString(label)),
                (decoder, geometry) -> geometry.apply(Pixels.grey(width, height, grey)));
    }

    private Optional<Reading> damaged(String what) {
        ended = true;
        return Optional.of(new Rejected(
                Reason.DAMAGED_ARCHIVE,
                source.input().name(),
                "",
                "the pair " + what + " at image " + number + "; what came before is kept"));
    }

    @Override
    public String sha256() throws IOException {
        FilesDigest digest = new FilesDigest();
        digest.add(images.file, images.raw.sha256());
        digest.add(labels.file, labels.raw.sha256());
        return digest.sha256();
    }

    @Override
    public void close() throws IOException {
        images.raw.close();
        labels.raw.close();
    }

    private static final class Half {
        private final InputFile file;
        private final HashedInput raw;
        private DataInputStream in;

        Half(InputFile file) throws IOException {
            Storage storage = Storage.of(file.path());
            this.file = file;
            this.raw = new HashedInput(storage.fileSystem().open(storage.path()));
        }

        /** Reads the magic number and returns the count of items. */
        long begin(int magic) throws IOException {
            in = new DataInputStream(GzipStream.orPlain(raw, file));
            int found = in.readInt();
            if (found != magic) {
                throw new DamagedArchiveException("begins with %08x instead of %08x".formatted(found, magic));
            }
            return in.readInt() & 0xffffffffL;
        }
    }
}
