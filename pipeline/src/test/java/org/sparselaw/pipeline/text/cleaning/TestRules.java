package org.sparselaw.pipeline.text.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparselaw.config.Config;
import org.sparselaw.config.ConfigException;
import org.sparselaw.pipeline.text.Sentences;

/** Cases worked by hand from the words of the papers that the rules come from. */
class TestRules {
    private record Case(Rule rule, String text, String left) {}

    static Stream<Case> lines() {
        return Stream.of(
                new Case(
                        new TerminalPunctuation(),
                        "One.\nTwo\nThree?\nFour! \nFive\"\nSix...\n\n",
                        "One.\nThree?\nFour! \nFive\""),
                new Case(new TerminalPunctuation(), "Menu\nHome", ""),
                new Case(new TerminalPunctuation(), "It ended..", "It ended.."),
                new Case(new ShortLines(5), "a b c d e\n a  b c d \nf g h i j k", "a b c d e\nf g h i j k"),
                new Case(new LongWords(4), "abcd efgh\nabcde\nab", "abcd efgh\nab"),
                new Case(new JavaScriptLines(), "Read on.\nPlease enable JavaScript.\nMore.", "Read on.\nMore."),
                new Case(new PolicyLines(), "This site Uses Cookies.\nText.\nSee our Privacy Policy!", "Text."),
                new Case(
                        new Citations(),
                        "So it is.[12] It is[citation needed] [edit] [a] [].",
                        "So it is. It is  [a] ."));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void linesGo(Case of) {
        assertThat(of.rule.clean(of.text)).isEqualTo(of.left);
    }

    @Test
    void whatNoRuleTouchesIsTheSameText() {
        String text = "\n  A line of five words. \n\nAnother line of six words.\n";
        assertThat(new JavaScriptLines().clean(text)).isSameAs(text);
        assertThat(new Citations().clean(text)).isSameAs(text);
        assertThat(new ShortLines(1).clean("one\ntwo")).isEqualTo("one\ntwo");
    }

    private record Limit(Rule rule, String kept, String dropped) {}

    static Stream<Limit> limits() {
        String fifty = words(50, "word");
        return Stream.of(
                new Limit(new LoremIpsum(), "Lorem, ipsum.", "text Lorem Ipsum dolor"),
                new Limit(new CurlyBraces(), "a } b", "a { b"),
                new Limit(new FewSentences(3), "One. Two? Three", "One. 2.5 is a number"),
                new Limit(new UnwantedWords(List.of("bad", "very bad")), "a badge, a forbad", "That is BAD."),
                new Limit(new UnwantedWords(List.of("two words")), "two  words", "are two words."),
                new Limit(new WordCount(50, 60), fifty, words(49, "word")),
                new Limit(new WordCount(50, 60), words(60, "word"), words(61, "word")),
                new Limit(new WordLength(3, 10), "abc abc", "ab abc"),
                new Limit(new WordLength(3, 10), "abcdefghij", "abcdefghijk abcdefghij"),
                new Limit(new Symbols(.1), words(9, "word") + " #tag", words(8, "word") + " #tag"),
                new Limit(new Symbols(.1), words(9, "word") + " end...", words(8, "word") + " end\u2026"),
                new Limit(new BulletLines(.9), "- a\n".repeat(9) + "b", "\u2022 a\n- b\n* c"),
                new Limit(new EllipsisLines(.3), "a...\nb...\nc...\n" + "d\n".repeat(7), "a...\nb\u2026\nc\nd"),
                new Limit(new AlphabeticWords(.8), "a b c d 5", "a b c 4 5"),
                new Limit(new StopWords(2, List.of("the", "be")), "The end will be", "the cat and the dog"),
                new Limit(new RepeatedLines(.3, 1), "a\nb\nc\nd\ne\nf\ng\na\nb\nc", "a\nb\nc\na\n\nb"),
                // Of 32 characters the repeated line has 6, or of 22 it has 10.
                new Limit(new RepeatedLines(1, .2), "abcdef\nabcdef\nghijklmnopqrstuvwx", "abcdefghij\nabcdefghij\n"),
                new Limit(new RepeatedParagraphs(.3, 1), "a\na\n\nb\n\nc\n\na\na", "a\n\na\n\n\nb"),
                // "a b" occurs 4 times of 8 words, 8 of 26 characters: .31; "the quick" 3 times of 9 words.
                new Limit(
                        new FrequentNgrams(List.of(.31)),
                        "a b abcdef a b abcdef a b ghijkl a b",
                        "a b abcdef a b abcdef a b ghij a b"),
                new Limit(new FrequentNgrams(List.of(.2, .18, .16)), "one two", "go on go on go on go on"),
                // In "a b c d e X a b c d e" five words of eleven come again: 5 of 11 characters.
                new Limit(new RepeatedNgrams(List.of(.46)), "a b c d e x a b c d e", "a b c d e a b c d e"));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void documentsAreDroppedBeyondALimit(Limit of) {
        assertThat(of.rule.clean(of.kept)).isEqualTo(of.kept);
        assertThat(of.rule.clean(of.dropped)).isEmpty();
    }

    @Test
    void wordsInSeveralRepeatedRunsCountOnce() {
        // 12 equal words: from the second on, each run of five was there before; 11 of 12 characters are in one.
        String text = words(12, "a");
        assertThat(new RepeatedNgrams(List.of(.92)).clean(text)).isEqualTo(text);
        assertThat(new RepeatedNgrams(List.of(.91)).clean(text)).isEmpty();
    }

    @Test
    void sentencesEndBeforeSpace() {
        assertThat(Sentences.of("He said \"No.\" She left (at 5.30 p.m.). Why?!\nA line\nEnd...")
                        .count())
                .isEqualTo(5);
        assertThat(Sentences.of(" \n...\n").count()).isZero();
    }

    @Test
    void documentsInOtherLanguagesAreDropped() {
        Languages english = new Languages(List.of("eng"), 0, 1000);
        String text = "The quick brown fox jumps over the lazy dog, and then it goes home for dinner.";
        assertThat(english.clean(text)).isEqualTo(text);
        assertThat(new Languages(List.of("eng"), .999, 1000).clean(text)).isEmpty();
        for (String other : List.of(
                "Das ist ein kurzer deutscher Satz \u00fcber das Wetter, der hier nicht bleiben soll.",
                "Le chat est assis sur le tapis et regarde la pluie tomber.",
                "\u3053\u308c\u306f\u65e5\u672c\u8a9e\u306e\u6587\u7ae0\u3067\u3059\u3002")) {
            assertThat(english.clean(other)).as(other).isEmpty();
        }
        assertThat(new Languages(List.of("eng", "fra"), 0, 1000)
                        .clean("Le chat est assis sur le tapis et regarde la pluie tomber."))
                .isNotEmpty();
        assertThatThrownBy(() -> new Languages(List.of("en"), 0, 1000))
                .hasMessageStartingWith("languages has en, but must have codes of ISO 639-3 among afr, ara, ast");
    }

    @Test
    void rulesAreReadFromConfigurationsWithPublishedLimits() {
        String yaml = """
                rules:
                  - {rule: terminal-punctuation}
                  - {rule: short-lines}
                  - {rule: few-sentences, sentences: 3}
                  - {rule: frequent-ngrams}
                  - {rule: stop-words}
                """;
        CleaningConfig config = Config.parse(CleaningConfig.class, "c4.yaml", yaml, List.of());
        assertThat(config.rules())
                .containsExactly(
                        new TerminalPunctuation(),
                        new ShortLines(5),
                        new FewSentences(3),
                        new FrequentNgrams(List.of(.2, .18, .16)),
                        new StopWords(2, List.of("the", "be", "to", "of", "and", "that", "have", "with")));
        assertThat(Config.parse(CleaningConfig.class, "again", Config.write(config), List.of()))
                .isEqualTo(config);
        assertThatThrownBy(
                        () -> Config.parse(CleaningConfig.class, "c4.yaml", "rules: [{rule: short-line}]", List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "rules[0].rule: 'short-line' is not allowed (must be one of terminal-punctuation,");
    }

    @Test
    void theFirstRuleThatLeavesNothingIsNamed() {
        Cleaner cleaner = new Cleaner(List.of(new TerminalPunctuation(), new LoremIpsum(), new FewSentences(2)));
        assertThat(cleaner.clean("Menu\nOne. Two."))
                .isEqualTo(new Cleaner.Cleaned("One. Two.", List.of("terminal-punctuation"), Optional.empty()));
        assertThat(cleaner.clean("Menu\nOnly one.").droppedBy()).contains("few-sentences");
        assertThat(cleaner.clean("Menu").droppedBy()).contains("terminal-punctuation");
    }

    private static String words(int count, String word) {
        return IntStream.range(0, count).mapToObj(i -> word).collect(Collectors.joining(" "));
    }
}
