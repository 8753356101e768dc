package org.sparselaw.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestConfig {
    enum Pattern {
        UNSTRUCTURED,
        TWO_OF_FOUR
    }

    record Model(
            @Range("[1, inf)") int width, @Default("64") int headSize) {
        Model {
            if (width % headSize != 0) {
                throw new IllegalArgumentException("width " + width + " must be a multiple of head-size " + headSize);
            }
        }
    }

    record Study(
            String name,
            @Range("[0, 1)") List<Double> sparsity,
            @Default("unstructured") Pattern pattern,
            @Default("{width: 64}") Model model,
            Optional<String> tokenizer,
            @Default("{}") Map<String, String> columns,
            @Default("1e6") @Range("[1, inf)") long tokens) {}

    @Test
    void defaultsFillWhatTheFileLeavesOut() {
        Study study = parse("name: a\nsparsity: [0, .5]\n");
        assertThat(study)
                .isEqualTo(new Study(
                        "a",
                        List.of(0.0, 0.5),
                        Pattern.UNSTRUCTURED,
                        new Model(64, 64),
                        Optional.empty(),
                        Map.of(),
                        1_000_000));
    }

    @Test
    void overridesWinOverTheFile() {
        Study study = parse(
                "name: a\nsparsity: [0]\nmodel: {width: 64}\n", "model.width=128", "sparsity=[.75]", "tokens=2e6");
        assertThat(study.model()).isEqualTo(new Model(128, 64));
        assertThat(study.sparsity()).containsExactly(0.75);
        assertThat(study.tokens()).isEqualTo(2_000_000);
    }

    @Test
    void everyProblemIsReportedWithItsPathAndWhatWouldBeRight() {
        ConfigException e = catchThrowableOfType(
                ConfigException.class,
                () -> parse("sparsity: [0, 1.2]\npatern: x\npattern: 3:4\nmodel: {width: 1.5}\ntokens: many\n"));
        assertThat(e.problems())
                .containsExactly(
                        "patern: unknown key (did you mean pattern?)",
                        "name: missing (must be a text)",
                        "sparsity[1]: 1.2 is not allowed (must be a number in [0, 1))",
                        "pattern: '3:4' is not allowed (must be one of unstructured, two-of-four)",
                        "model.width: 1.5 is not allowed (must be a whole number in [1, inf))",
                        "tokens: 'many' is not allowed (must be a whole number in [1, inf))");
    }

    @Test
    void aProblemIsOneLineThatNamesTheFile() {
        assertThatThrownBy(() -> parse("name: a\nsparsity: [1.2]\n"))
                .hasMessage("study.yaml: sparsity[0]: 1.2 is not allowed (must be a number in [0, 1))");
    }

    @Test
    void aSectionThatContradictsItselfIsNamed() {
        assertThatThrownBy(() -> parse("name: a\nsparsity: []\nmodel: {width: 100}\n"))
                .hasMessage("study.yaml: model: width 100 must be a multiple of head-size 64");
    }

    @Test
    void textThatIsNotYamlIsOneLine() {
        assertThatThrownBy(() -> parse("name: [a\n"))
                .isInstanceOf(ConfigException.class)
                .message()
                .startsWith("study.yaml: not valid YAML: ")
                .doesNotContain("\n");
    }

    @Test
    void whatIsWrittenReadsBackEqual() {
        Study study = parse("name: a\nsparsity: [0, .875]\ntokenizer: x.model\ncolumns: {a: b}\n");
        assertThat(parse(Config.write(study))).isEqualTo(study);
    }

    record Digest(String run) {}

    @Test
    void aTextOfDigitsIsReadBackAsItWas() {
        for (String digits : List.of("0123", "12e5", "0x1f", "007e3", "true", "~")) {
            Digest digest = new Digest(digits);
            assertThat(Config.parse(Digest.class, "run.yaml", Config.write(digest), List.of()))
                    .isEqualTo(digest);
        }
    }

    private static Study parse(String yaml, String... overrides) {
        return Config.parse(Study.class, "study.yaml", yaml, List.of(overrides));
    }

    sealed interface Shape permits Round, Square {}

    @Variant(key = "kind", value = "round")
    record Round(int radius) implements Shape {}

    @Variant(key = "kind", value = "square")
    record Square(int side) implements Shape {}

    record Drawing(Shape shape) {}

    @Test
    void aSectionIsTheVariantThatItNames() {
        Drawing drawing = Config.parse(Drawing.class, "drawing", "shape: {kind: square, side: 3}", List.of());
        assertThat(drawing).isEqualTo(new Drawing(new Square(3)));
        assertThat(Config.write(drawing)).isEqualTo("shape:\n  kind: square\n  side: 3\n");
    }

    @Test
    void anUnknownVariantIsReportedWithTheKnownOnes() {
        assertThatThrownBy(() -> Config.parse(Drawing.class, "drawing", "shape: {kind: oval, side: 3}", List.of()))
                .hasMessage("drawing: shape.kind: 'oval' is not allowed (must be one of round, square)");
        assertThatThrownBy(() -> Config.parse(Drawing.class, "drawing", "shape: {kind: round, side: 3}", List.of()))
                .hasMessageContaining("shape.side: unknown key")
                .hasMessageContaining("shape.radius: missing");
    }
}
