package org.sparselaw.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.sparselaw.job.DataException;

/**
 * A file or folder on any Hadoop file system: local, hdfs:// or s3a://. What is written appears whole or not at all: under
 * a temporary name first, then renamed. Local files get no checksum side files.
 */
public final class Storage {
    private static volatile Known known;

    private final FileSystem fs;
    private final Path path;

    private Storage(FileSystem fs, Path path) {
        this.fs = fs;
        this.path = path;
    }

    /** The place that a path names; nothing is touched. Relative paths are local unless Spark is configured otherwise. */
    public static Storage of(String path) {
        return of(path, configuration());
    }

    /** What a Spark application knows of Hadoop. */
    private record Known(SparkEnv application, Configuration configuration) {}

    /** Executors are told what was set as {@code spark.hadoop.*} through their SparkEnv, and in no other way. */
    private static Configuration configuration() {
        SparkEnv application = SparkEnv.get();
        if (application == null) {
            return SparkHadoopUtil.get().conf();
        }
        Known now = known;
        if (now == null || now.application() != application) {
            now = new Known(application, SparkHadoopUtil.get().newConfiguration(application.conf()));
            known = now;
        }
        return now.configuration();
    }

    public static Storage of(String path, Configuration configuration) {
        try {
            Path given = new Path(path);
            FileSystem fs = given.getFileSystem(configuration);
            if (fs instanceof LocalFileSystem local) {
                local.setWriteChecksum(false);
            }
            return new Storage(fs, fs.makeQualified(given));
        } catch (IllegalArgumentException | IOException e) {
            throw new DataException(path + ": not a usable path (" + e.getMessage() + ")", e);
        }
    }

    public Storage child(String name) {
        return new Storage(fs, new Path(path, name));
    }

    /** A file or folder beside this one. */
    public Storage sibling(String name) {
        return new Storage(fs, new Path(path.getParent(), name));
    }

    /** The last part of the path. */
    public String name() {
        return path.getName();
    }

    public FileSystem fileSystem() {
        return fs;
    }

    public Path path() {
        return path;
    }

    public boolean exists() {
        return io(() -> fs.exists(path));
    }

    /** What lies in this folder, in the order of names; nothing when there is no such folder. */
    public List<Storage> children() {
        return io(() -> {
            if (!fs.exists(path)) {
                return List.of();
            }
            FileStatus[] found = fs.listStatus(path);
            return Arrays.stream(found)
                    .map(FileStatus::getPath)
                    .sorted()
                    .map(p -> new Storage(fs, p))
                    .toList();
        });
    }

    /** The whole file; a {@link DataException} when it is not there. */
    public byte[] readBytes() {
        return io(() -> {
            try (InputStream in = fs.open(path)) {
                return in.readAllBytes();
            }
        });
    }

    /** The whole file as UTF-8; a {@link DataException} when it is not there. */
    public String readText() {
        return new String(readBytes(), StandardCharsets.UTF_8);
    }

    /** Opens the file for reading; a {@link DataException} when it is not there. */
    public InputStream open() {
        return io(() -> fs.open(path));
    }

    /** Bytes of the file; a {@link DataException} when it is not there. */
    public long size() {
        return io(() -> fs.getFileStatus(path).getLen());
    }

    /** SHA-256 of the file's bytes, in lower-case hexadecimal; a {@link DataException} when it is not there. */
    public String sha256() {
        return io(() -> {
            Sha256 digest = new Sha256();
            byte[] buffer = new byte[1 << 16];
            try (InputStream in = fs.open(path)) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    digest.update(buffer, 0, n);
                }
            }
            return digest.hex();
        });
    }

    /** Replaces the file as a whole. */
    public void write(byte[] content) {
        write(out -> out.write(content));
    }

    /** What writes a file that need not fit into one array. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Replaces the file as a whole; when the content cannot be written, the file stays as it was. */
    public void write(Content content) {
        io(() -> {
            Path temporary = new Path(path.getParent(), "." + path.getName() + "." + UUID.randomUUID() + ".tmp");
            try {
                try (OutputStream out = fs.create(temporary, true)) {
                    content.writeTo(out);
                }
                return replaceBy(temporary);
            } finally {
                fs.delete(temporary, false);
            }
        });
    }

    public void write(String content) {
        write(content.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts a finished file or folder of the same file system in this place, instead of what was there. */
    public void replaceWith(Storage finished) {
        io(() -> replaceBy(finished.path));
    }

    /** Removes the file or folder with all it holds, if there is one. */
    public void delete() {
        io(() -> fs.delete(path, true));
    }

    private boolean replaceBy(Path finished) throws IOException {
        fs.mkdirs(path.getParent());
        if (fs.exists(path)) {
            fs.delete(path, true);
        }
        if (!fs.rename(finished, path)) {
            throw new IOException("cannot rename " + finished + " to " + path);
        }
        return true;
    }

    private interface Action<T> {
        T run() throws IOException;
    }

    private <T> T io(Action<T> action) {
        try {
            return action.run();
        } catch (FileNotFoundException e) {
            throw new DataException(this + ": no such file", e);
        } catch (IOException e) {
            throw new UncheckedIOException(this + ": " + e.getMessage(), e);
        }
    }

    /** The path without {@code file:}, as a user would write it. */
    @Override
    public String toString() {
        return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
    }
}
