package org.sparselaw.pipeline.shard;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Arrays;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Local files ({@code mortal:/path}) of a process that dies after so many steps: nothing changes any more. A folder is removed
 * file by file, as everywhere, and moved at once or file by file, as object stores do.
 */
public final class MortalFileSystem extends RawLocalFileSystem {
    static final URI HERE = URI.create("mortal:///");

    private static int stepsLeft;
    private static boolean movesFilesOnly;

    /** What the process dies of. */
    @SuppressWarnings("serial")
    static final class Killed extends Error {}

    static void lives(int steps, boolean withFoldersThatMoveFileByFile) {
        stepsLeft = steps;
        movesFilesOnly = withFoldersThatMoveFileByFile;
    }

    private static void step() {
        if (stepsLeft-- <= 0) {
            throw new Killed();
        }
    }

    @Override
    public URI getUri() {
        return HERE;
    }

    @Override
    public String getScheme() {
        return HERE.getScheme();
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        if (!movesFilesOnly || !getFileStatus(from).isDirectory()) {
            step();
            return super.rename(from, to);
        }
        copy(from, to);
        return delete(from, true);
    }

    private void copy(Path from, Path to) throws IOException {
        if (getFileStatus(from).isDirectory()) {
            super.mkdirs(to);
            for (FileStatus child : sorted(from)) {
                copy(child.getPath(), new Path(to, child.getPath().getName()));
            }
        } else {
            step();
            Files.copy(pathToFile(from).toPath(), pathToFile(to).toPath());
        }
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        if (exists(path) && getFileStatus(path).isDirectory()) {
            for (FileStatus child : sorted(path)) {
                delete(child.getPath(), true);
            }
        }
        step();
        return super.delete(path, recursive);
    }

    private FileStatus[] sorted(Path folder) throws IOException {
        FileStatus[] children = listStatus(folder);
        Arrays.sort(children);
        return children;
    }

    @Override
    public FSDataOutputStream create(
            Path path, boolean overwrite, int buffer, short replication, long block, Progressable progress)
            throws IOException {
        step();
        return super.create(path, overwrite, buffer, replication, block, progress);
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        step();
        return super.create(path, permission, overwrite, buffer, replication, block, progress);
    }
}
