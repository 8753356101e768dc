package org.sparselaw.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparselaw.analysis.plan.Laws;
import org.sparselaw.job.Job;
import org.sparselaw.storage.Storage;

class TestPlanSparsity {
    @TempDir
    private static Path folder;

    private static String law;

    @BeforeAll
    static void write() {
        law = folder.resolve("law.json").toString();
        Laws.resampledT5(60).write(Storage.of(law));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--non-zeros 2e7 --budget 1e20",
                "--non-zeros 2e7 --data 1e11",
                "--dense-size 1e8 --budget 1e20",
                "--dense-size 1e8 --data 1e11",
                "--budget 1e20",
                "--contours .5,.75",
                "--sparsity .5",
                "--sparsity .5 --non-zeros 2e7 --data 1e11",
                "--sparsity .5 --non-zeros 2e7 --loss 2",
                "--sparsity .5 --non-zeros 2e7 --like-dense 3e7,1e10",
                "--suggest-runs 2 --budget 1e18",
                "--suggest-runs 2 --budget 1e18 --target b_D",
                "--suggest-runs 2 --budget 1e18 --non-zeros 2e7 --data 1e10",
                "--ramp .2,.6,2 --budget 1e20",
                "--dense-cost --budget 1e20"
            })
    void questionsHaveAnswers(String question) throws IOException {
        Output answer = ask(question);
        assertThat(answer.code()).isZero();
        assertThat(answer.text()).contains("[", "]");
        Output json = ask(question + " --json");
        assertThat(json.code()).isZero();
        assertThat(new ObjectMapper().readTree(json.text()).isObject()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--non-zeros 2e7",
                "--non-zeros 2e7 --budget 1e20 --data 1e10",
                "--non-zeros -1 --data 4e6",
                "--non-zeros NaN --data 4e6",
                "--sparsity 1",
                "--contours .5,1.2",
                "--sparsity .5 --non-zeros 2e7 --like-dense 3e7",
                "--suggest-runs 0 --budget 1e18",
                "--suggest-runs 2 --budget 1",
                "--suggest-runs 2 --budget 1e18 --target e_S",
                "--ramp .8,.2,3 --budget 1e20",
                "--ramp .2,.8,3 --dense-cost --budget 1e20"
            })
    void badQuestionsAreBadCommands(String question) {
        assertThat(ask(question).code()).isEqualTo(2);
    }

    @Test
    void aMissingLawIsMissingData() {
        assertThat(Job.execute(new PlanSparsity(), folder.resolve("none.json").toString()))
                .isEqualTo(3);
    }

    /** c_mul = slope/(1-S) + 1-slope; the ramp .1 to .8 with power 2 has slope 1/3. */
    @Test
    void theRampIsTheOneThatIsGiven() throws IOException {
        JsonNode worth = new ObjectMapper()
                .readTree(ask("--sparsity .5 --ramp .1,.8,2 --json").text());
        assertThat(worth.get("trainingCost").asDouble()).isCloseTo(2 / 3.0 + 2 / 3.0, within(1e-12));
    }

    @Test
    void theHelpListsTheQuestions() {
        assertThat(ask("--help").text()).contains("--suggest-runs K --budget C", "--like-dense N,D");
    }

    private record Output(int code, String text) {}

    private static Output ask(String question) {
        List<String> args = new ArrayList<>(List.of(law));
        if (!question.isBlank()) {
            args.addAll(List.of(question.trim().split(" +")));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream usual = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            int code = Job.execute(new PlanSparsity(), args.toArray(String[]::new));
            return new Output(code, bytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(usual);
        }
    }
}
