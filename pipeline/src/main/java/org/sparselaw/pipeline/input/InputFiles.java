package org.sparselaw.pipeline.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Storage;

/**
 * The files that paths, globs and folders stand for; a folder stands for files in it and below it. In folders, files whose
 * names begin with {@code _} or {@code .} are passed over, as everywhere in Spark.
 */
public final class InputFiles {
    private final FileSystem fs;
    private final boolean relative;
    private final Selection selection;
    private final List<InputFile> found = new ArrayList<>();

    private InputFiles(FileSystem fs, boolean relative, Selection selection) {
        this.fs = fs;
        this.relative = relative;
        this.selection = selection;
    }

    /**
     * Finds every file once, in the order of paths.
     *
     * @throws DataException naming the first source that has no files
     */
    public static List<InputFile> find(List<String> sources, Selection selection) {
        TreeMap<String, InputFile> files = new TreeMap<>();
        for (String source : sources) {
            Storage storage = Storage.of(source);
            InputFiles finder = new InputFiles(storage.fileSystem(), !new Path(source).isAbsolute(), selection);
            try {
                finder.expand(source, storage.path());
            } catch (IOException e) {
                throw new UncheckedIOException(source + ": " + e.getMessage(), e);
            }
            finder.found.forEach(file -> files.putIfAbsent(file.path(), file));
        }
        return List.copyOf(files.values());
    }

    private void expand(String source, Path path) throws IOException {
        // A name with brackets may be a file of that name.
        FileStatus[] matches = fs.exists(path) ? new FileStatus[] {fs.getFileStatus(path)} : fs.globStatus(path);
        if (matches == null) {
            throw new DataException(source + ": no such file or folder");
        }
        if (matches.length == 0) {
            throw new DataException(source + ": no file matches");
        }
        for (FileStatus match : matches) {
            if (match.isDirectory()) {
                folder(match.getPath());
            } else {
                InputFile file = file(match);
                if (!selection.accepts(file)) {
                    throw new DataException("%s: not a source of %s (%s are)"
                            .formatted(file.name(), selection.what(), selection.which()));
                }
                found.add(file);
            }
        }
        if (found.isEmpty()) {
            throw new DataException(
                    "%s: no %s in this folder (%s)".formatted(source, selection.what(), selection.which()));
        }
    }

    private void folder(Path path) throws IOException {
        List<FileStatus> visible = Arrays.stream(fs.listStatus(path))
                .filter(status -> !status.getPath().getName().startsWith("_")
                        && !status.getPath().getName().startsWith("."))
                .toList();
        found.addAll(selection.in(visible.stream()
                .filter(status -> !status.isDirectory())
                .map(this::file)
                .toList()));
        for (FileStatus status : visible) {
            if (status.isDirectory()) {
                folder(status.getPath());
            }
        }
    }

    private InputFile file(FileStatus status) {
        String path = status.getPath().toString();
        String name = "file".equals(status.getPath().toUri().getScheme())
                ? status.getPath().toUri().getPath()
                : path;
        String here = fs.getWorkingDirectory().toUri().getPath() + "/";
        if (relative && name.startsWith(here)) {
            name = name.substring(here.length());
        }
        return new InputFile(path, name, status.getLen());
    }
}
