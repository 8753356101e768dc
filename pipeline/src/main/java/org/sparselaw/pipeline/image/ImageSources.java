package org.sparselaw.pipeline.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sparselaw.job.DataException;
import org.sparselaw.pipeline.image.ImageSource.Form;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.pipeline.input.InputFiles;
import org.sparselaw.pipeline.input.Selection;

/** The image sources that paths, globs and folders stand for. Every visible file of a folder is one, or an image of one. */
public final class ImageSources {
    private static final int FILES_A_TASK = 256;

    private static final Selection IMAGES = new Selection() {
        @Override
        public String what() {
            return "images";
        }

        @Override
        public String which() {
            return "image files, .tar, .tar.gz, .tgz, .parquet and IDX pairs";
        }

        @Override
        public boolean accepts(InputFile file) {
            return true;
        }

        @Override
        public List<InputFile> in(List<InputFile> folder) {
            return folder;
        }
    };

    private final TreeMap<String, InputFile> found = new TreeMap<>();
    private final List<ImageSource> sources = new ArrayList<>();

    private ImageSources(List<InputFile> files) {
        files.forEach(file -> found.put(file.path(), file));
    }

    /**
     * Finds every image once; sources are in the order of their names.
     *
     * @throws DataException naming the first source that has no files, or images of an IDX pair without labels
     */
    public static List<ImageSource> find(List<String> paths) {
        return new ImageSources(InputFiles.find(paths, IMAGES)).sources();
    }

    private List<ImageSource> sources() {
        Map<String, List<InputFile>> folders = new TreeMap<>();
        List<InputFile> pairs = found.values().stream().filter(IdxPair::images).toList();
        for (InputFile images : pairs) {
            InputFile labels = labels(images);
            found.remove(images.path());
            found.remove(labels.path());
            sources.add(together(Form.IDX, List.of(images, labels)));
        }
        for (InputFile file : found.values()) {
            Optional<Form> archive = archive(file.name());
            archive.ifPresentOrElse(
                    form -> sources.add(ImageSource.of(form, file)),
                    () -> folders.computeIfAbsent(parent(file.path()), folder -> new ArrayList<>())
                            .add(file));
        }
        for (List<InputFile> files : folders.values()) {
            for (int from = 0; from < files.size(); from += FILES_A_TASK) {
                int to = Math.min(files.size(), from + FILES_A_TASK);
                sources.add(together(Form.FOLDER, files.subList(from, to)));
            }
        }
        sources.sort(Comparator.comparing(source -> source.input().path()));
        return List.copyOf(sources);
    }

    private InputFile labels(InputFile images) {
        for (String name : IdxPair.labels(images.path())) {
            InputFile labels = found.get(name);
            if (labels != null) {
                return labels;
            }
        }
        throw new DataException("%s: its labels are missing; name the file %s beside it as a source, too"
                .formatted(images.name(), IdxPair.labels(images.name()).get(0)));
    }

    private static Optional<Form> archive(String name) {
        if (name.endsWith(".tar") || name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
            return Optional.of(Form.TAR);
        }
        return name.endsWith(".parquet") ? Optional.of(Form.PARQUET) : Optional.empty();
    }

    /** One name for several files: {@code cat/0001.jpg to 0999.jpg}. */
    private static ImageSource together(Form form, List<InputFile> files) {
        InputFile first = files.get(0);
        InputFile last = files.get(files.size() - 1);
        String name = files.size() == 1 ? first.name() : first.name() + " to " + lastPart(last.name());
        long bytes = files.stream().mapToLong(InputFile::bytes).sum();
        return new ImageSource(form, new InputFile(first.path(), name, bytes), files);
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
