package org.sparselaw.pipeline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.job.DataException;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.pipeline.shard.ShardSetDraft;

/** Hadoop's client of S3 against a server of its own. */
class TestPrepareTextOnS3 {
    private static S3Server server;
    private static RemoteText text;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws Exception {
        server = new S3Server(folder);
        server.bucket("corpus");
        SparkJobs.session("of another test").stop();
        SparkSession.Builder builder = SparkSession.builder()
                .master("local[2]")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1");
        server.settings().forEach(builder::config);
        SparkSession session = builder.getOrCreate();
        text = new RemoteText(session, folder, "s3a://corpus");
        text.write();
    }

    @AfterAll
    static void stop() {
        text.session().stop();
        server.close();
    }

    @Test
    void theShardsAreThoseOfThisMachineAndWhatAKilledJobLeftIsNone() {
        String output = text.root() + "/out/set";
        new ShardSetDraft(output).folder().child("train-00000-of-00001.parquet").write("half");
        assertThatThrownBy(() -> ShardSet.open(output))
                .isInstanceOf(DataException.class)
                .hasMessage(output + ": no shard set, manifest.json is missing (prepare-text writes it)");
        text.assertPreparedAlike();
    }
}
