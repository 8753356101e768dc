package org.sparselaw.pipeline.text.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class TestSentenceSpans {
    private static SentenceSpans spans(String text) {
        return new SentenceSpans(text, 3);
    }

    private static BitSet at(int... first) {
        BitSet spans = new BitSet();
        for (int sentence : first) {
            spans.set(sentence);
        }
        return spans;
    }

    @Test
    void threeSentencesAreOneSpanAndFewerNone() {
        assertThat(spans("One. Two.").hashes()).isEmpty();
        assertThat(spans("One. Two. Three").hashes()).hasSize(1);
        assertThat(spans("One. Two.\nThree! Four?").hashes()).hasSize(2);
    }

    @Test
    void equalSpansAreEqualWhereverTheyStandAndWhateverTheirCaseAndSpace() {
        long span = spans("The first. And the second! A third?").hashes()[0];
        assertThat(spans("Before it. THE  first.\tAnd\nthe second! A third? After.")
                        .hashes())
                .hasSize(4)
                .doesNotContain(span); // an end of a line is an end of a sentence
        assertThat(spans("Before it. THE  first.\n\nAnd\tthe second! A third? After.")
                        .hashes()[1])
                .isEqualTo(span);
        assertThat(spans("The first. And the second! A third.").hashes()[0]).isNotEqualTo(span);
        assertThat(spans("And the second! The first. A third?").hashes()[0]).isNotEqualTo(span);
    }

    @Test
    void spansAreTakenAwayAndWhatIsBetweenTheRestStays() {
        String text = " A a.  B.\nC. D. E.\n\nF.  G. ";
        assertThat(spans(text).without(at(0))).isEqualTo(" D. E.\n\nF.  G.".strip());
        assertThat(spans(text).without(at(2))).isEqualTo(" A a.  B.\nF.  G.");
        assertThat(spans(text).without(at(4))).isEqualTo(" A a.  B.\nC. D.");
        assertThat(spans(text).without(at(1, 2))).as("they overlap").isEqualTo(" A a.\nF.  G.");
    }

    @Test
    void ofADocumentWithLessThanASpanLeftNothingStays() {
        assertThat(spans("A. B. C. D. E.").without(at(1))).isEmpty();
        assertThat(spans("A. B. C. D. E. F.").without(at(1))).isEqualTo("A. E. F.");
    }
}
