package org.sparselaw.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.config.Config;
import org.sparselaw.config.ConfigException;
import org.sparselaw.job.Job;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.data.TinyShardSet;
import org.sparselaw.training.run.TrainConfig;

class TestTrain {
    @TempDir
    Path folder;

    @BeforeEach
    void write() {
        TinyShardSet.write(folder + "/set", 20, 6, 30);
    }

    @Test
    void theSameRunTwiceGivesTheSameDigitsOnTheProcessor() {
        String[] run = {"steps: 40", "sparsity: .75", "training: {optimizer: {rate: .1, constant-share: .5}}"};
        Run first = Train.run(config("one", run));
        Run second = Train.run(config("two", run));
        assertThat(first.status()).isEqualTo(Status.FINISHED);
        assertThat(first.loss()).isLessThan(Math.log(128)); // a guess at random
        assertThat(second.loss()).isEqualTo(first.loss());
        assertThat(weights("two", second)).isEqualTo(weights("one", first));
    }

    @Test
    void anAbsurdStepSizeDiverges() {
        Run run = Train.run(config("runs", "steps: 30", "training: {batch: 4, optimizer: {rate: 1.0e+20}}"));
        assertThat(run.status()).isEqualTo(Status.DIVERGED);
        assertThat(run.loss()).isNull();
    }

    @Test
    void tokensAreTurnedIntoSteps() {
        // 20 tokens are 3 of noise in 1 span: 19 inputs, 16 windows a step.
        Run run = Train.run(config("runs", "data: 1000"));
        assertThat(run.steps()).isEqualTo(3);
        assertThat(run.data()).isEqualTo(3 * 16 * 19);
    }

    @Test
    void eitherDataOrStepsMustBeGiven() {
        assertThatThrownBy(() -> config("runs", ""))
                .isInstanceOf(ConfigException.class)
                .hasMessage("train.yaml: data or steps is missing");
        assertThatThrownBy(() -> config("runs", "data: 5", "steps: 5"))
                .hasMessage("train.yaml: data and steps are given, must be one of them");
    }

    @Test
    void aMissingShardSetIsBadData() {
        Storage file = Storage.of(folder + "/train.yaml");
        file.write("shards: " + folder + "/none\nsteps: 1\n");
        assertThat(Job.execute(new Train(), file.toString())).isEqualTo(3);
    }

    private byte[] weights(String runs, Run run) {
        return Storage.of(folder + "/" + runs + "/" + run.runId() + "/checkpoint/model.safetensors")
                .readBytes();
    }

    private TrainConfig config(String runs, String... lines) {
        String yaml = "shards: " + folder + "/set\nruns: " + folder + "/" + runs
                + "\nmodel: {width: 16, head-size: 8, layers: 1}\n" + String.join("\n", lines) + "\n";
        return Config.parse(TrainConfig.class, "train.yaml", yaml, List.of());
    }
}
