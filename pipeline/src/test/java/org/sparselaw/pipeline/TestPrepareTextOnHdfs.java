package org.sparselaw.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.job.SparkJobs;

class TestPrepareTextOnHdfs {
    private static MiniDFSCluster hdfs;

    @TempDir
    private static Path cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, cluster.toString());
        hdfs = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        hdfs.waitActive();
    }

    @AfterAll
    static void stop() {
        hdfs.shutdown();
    }

    @Test
    void theShardsAreThoseOfThisMachine() throws IOException {
        String root = hdfs.getFileSystem().getUri() + "/corpus";
        RemoteText text = new RemoteText(SparkJobs.session("test"), folder, root);
        text.write();
        text.assertPreparedAlike();
    }
}
