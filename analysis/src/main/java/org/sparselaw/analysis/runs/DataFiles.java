package org.sparselaw.analysis.runs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Storage;

/** The files of a table: one, those that a pattern meets, or all in a folder but hidden ones. */
public final class DataFiles {
    private DataFiles() {}

    /**
     * A file in the listing of its folder.
     *
     * @param length in bytes
     */
    public record DataFile(String path, long length) {}

    /**
     * In the order of names, which is the order of writing where a table has parts.
     *
     * @param path may be a pattern as Hadoop knows it
     * @param what the table holds, for the message
     * @throws DataException when there is no file
     */
    public static List<DataFile> list(String path, String what) {
        Storage place = Storage.of(path);
        List<DataFile> files = new ArrayList<>();
        try {
            FileStatus[] found = place.fileSystem().globStatus(place.path());
            for (FileStatus status : found == null ? new FileStatus[0] : found) {
                collect(place.fileSystem(), status, files);
            }
        } catch (FileNotFoundException e) {
            throw new DataException(path + ": changed while it was read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": " + e.getMessage(), e);
        }
        if (files.isEmpty()) {
            throw new DataException(path + ": no such " + what);
        }
        files.sort(Comparator.comparing(DataFile::path));
        return files;
    }

    private static void collect(FileSystem fs, FileStatus status, List<DataFile> files) throws IOException {
        if (!status.isDirectory()) {
            files.add(new DataFile(status.getPath().toString(), status.getLen()));
            return;
        }
        for (FileStatus child : fs.listStatus(status.getPath())) {
            String name = child.getPath().getName();
            if (!name.startsWith(".") && !name.startsWith("_")) {
                collect(fs, child, files);
            }
        }
    }
}
