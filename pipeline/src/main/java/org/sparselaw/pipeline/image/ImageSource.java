package org.sparselaw.pipeline.image;

import java.io.Serializable;
import java.util.List;
import org.sparselaw.pipeline.input.InputFile;

/**
 * What one task reads, from its beginning to its end.
 *
 * @param input how reports name it; of several files, its bytes are those of all
 * @param files one archive; images and labels of an IDX pair; or image files of one folder
 */
public record ImageSource(Form form, InputFile input, List<InputFile> files) implements Serializable {
    /** How a source holds images. */
    public enum Form {
        /** Files of one folder, which names their class. */
        FOLDER,
        /** A tar, compressed or not, of WebDataset samples or of folders that name classes. */
        TAR,
        /** A pair of files as MNIST is published in: images and labels. */
        IDX,
        /** A table with a column of encoded images and one of labels. */
        PARQUET
    }

    public ImageSource {
        files = List.copyOf(files);
    }

    static ImageSource of(Form form, InputFile file) {
        return new ImageSource(form, file, List.of(file));
    }

    InputFile file() {
        return files.get(0);
    }
}
