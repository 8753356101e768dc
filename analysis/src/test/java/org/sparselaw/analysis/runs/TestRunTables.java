package org.sparselaw.analysis.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.config.Config;
import org.sparselaw.job.DataException;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.job.UsageException;

class TestRunTables {
    private static final ColumnMapping MAPPING =
            ColumnMapping.of("sparsity", "1000 * scale", "steps * 128", "`val-loss`");

    private static SparkSession spark;

    @TempDir
    private Path folder;

    @BeforeAll
    static void session() {
        spark = SparkJobs.session("test");
    }

    @Test
    void mapsTheColumnsOfACsv() throws IOException {
        RunTable table = read("t.csv", ",sparsity,scale,val-loss,steps\n0,0.5,2,3.25,10\n1,0,4,3.5,20\n", MAPPING);
        assertThat(table.observations())
                .containsExactly(
                        new Observation("row 1", 0.5, 2000, 1280, 3.25), new Observation("row 2", 0, 4000, 2560, 3.5));
        assertThat(table.leftOut()).isEmpty();
    }

    @Test
    void mapsTheColumnsOfAJsonByColumns() throws IOException {
        RunTable table = read(
                "t.json",
                "{\"sparsity\":{\"0\":0.5,\"9\":0},\"scale\":{\"0\":2,\"9\":4},"
                        + "\"val-loss\":{\"0\":3.25,\"9\":3.5},\"steps\":{\"0\":10,\"9\":20}}",
                MAPPING);
        assertThat(table.observations())
                .containsExactly(
                        new Observation("row 1", 0.5, 2000, 1280, 3.25), new Observation("row 2", 0, 4000, 2560, 3.5));
    }

    @Test
    void rowsCanBringTheirNames() throws IOException {
        ColumnMapping named = Config.parse(
                ColumnMapping.class,
                "t",
                "{sparsity: 0, non-zeros: scale, data: 1, loss: scale, run: \"concat('run-', name)\"}",
                List.of());
        assertThat(read("t.csv", "name,scale\na,2\n", named).observations())
                .containsExactly(new Observation("run-a", 0, 2, 1, 2));
    }

    @Test
    void unusableRowsAreLeftOutWithAReason() throws IOException {
        RunTable table = read(
                "t.csv",
                "sparsity,scale,val-loss,steps\n0.5,2,,10\n1.2,2,3,10\n0,two,3,10\n0,2,-1,10\n0,2,NaN,10\n0,2,3,10\n",
                MAPPING);
        assertThat(table.observations()).extracting(Observation::run).containsExactly("row 6");
        assertThat(table.leftOut())
                .containsExactly(
                        new LeftOut("row 1", "loss is missing or not a number"),
                        new LeftOut("row 2", "sparsity outside [0, 1): 1.2"),
                        new LeftOut("row 3", "non-zeros is missing or not a number"),
                        new LeftOut("row 4", "loss not above 0: -1.0"),
                        new LeftOut("row 5", "loss is missing or not a number"));
    }

    @Test
    void anUnknownColumnIsNamedWithThosePresent() {
        ColumnMapping wrong = ColumnMapping.of("sparsity", "scale", "steps", "val-loss");
        assertThatThrownBy(() -> read("t.csv", "sparsity,scale,val-loss,steps\n0,1,2,3\n", wrong))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("columns.loss: 'val-loss' names the column `val`, but ")
                .hasMessageContaining("has sparsity, scale, val-loss, steps (a name")
                .hasMessageNotContaining("\n");
    }

    @Test
    void anExpressionThatDoesNotParseIsNamed() {
        ColumnMapping wrong = ColumnMapping.of("sparsity", "scale *", "steps", "`val-loss`");
        assertThatThrownBy(() -> read("t.csv", "sparsity,scale,val-loss,steps\n0,1,2,3\n", wrong))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("columns.non-zeros: 'scale *' is not a Spark SQL expression")
                .hasMessageNotContaining("\n");
    }

    @Test
    void anExpressionThatFailsOnARowIsOneLine() {
        ColumnMapping wrong = ColumnMapping.of("sparsity", "1 / scale", "steps", "`val-loss`");
        assertThatThrownBy(() -> read("t.csv", "sparsity,scale,val-loss,steps\n0,0,2,3\n", wrong))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("t.csv: a column expression fails ([DIVIDE_BY_ZERO]")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aMissingTableIsNamed() {
        assertThatThrownBy(() ->
                        RunTables.read(spark, "nowhere.csv", TableFormat.AUTO, Optional.of(MAPPING), DataUnit.TOKENS))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith("nowhere.csv: no such run table");
    }

    @Test
    void aNameThatTellsNoFormatIsRefused() throws IOException {
        assertThatThrownBy(() -> read("t.tsv", "a\n", MAPPING))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith("set format to csv, json or parquet");
    }

    @Test
    void divergedRunsOfOurOwnAreLeftOut() {
        RunTable table = RunTables.of("t", List.of(Runs.finished("a", 0.5, 100, 1000, 3.5), Runs.diverged("b", 0.75)));
        assertThat(table.observations()).containsExactly(new Observation("a", 0.5, 100, 1000, 3.5));
        assertThat(table.leftOut()).containsExactly(new LeftOut("b", "diverged"));
    }

    @Test
    void theReasonOfAMarkGoesWithTheRun() {
        Run outlying = Runs.finished("a", 0.5, 100, 1000, 3.5).outlying("its loss is high");
        assertThat(RunTables.of("t", List.of(outlying)).leftOut())
                .containsExactly(new LeftOut("a", "outlying: its loss is high"));
    }

    @Test
    void rowsWhoseStatusIsNotFinishedAreLeftOut() throws IOException {
        ColumnMapping mapping = Config.parse(
                ColumnMapping.class,
                "t",
                "{sparsity: 0, non-zeros: n, data: 1, loss: n, run: id, status: state, where: \"kind = 'train'\"}",
                List.of());
        RunTable table = read(
                "t.csv",
                "id,n,state,kind\na,2,FINISHED,train\nb,2,killed,train\nc,2,diverged,train\nd,2,finished,test\n",
                mapping);
        assertThat(table.observations()).extracting(Observation::run).containsExactly("a");
        assertThat(table.leftOut())
                .containsExactly(new LeftOut("b", "unfinished: its status is 'killed'"), new LeftOut("c", "diverged"));
    }

    private RunTable read(String name, String content, ColumnMapping mapping) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, content);
        return RunTables.read(spark, file.toString(), TableFormat.AUTO, Optional.of(mapping), DataUnit.TOKENS);
    }
}
