package org.sparselaw.pipeline.text.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TestArtificialLanguage {
    private static final LanguageConfig CONFIG = new LanguageConfig(1000, 1, 8000, 64, 40);
    private static final ArtificialLanguage LANGUAGE = new ArtificialLanguage(CONFIG);

    private static List<String> documents(int n) {
        return LongStream.range(0, n).mapToObj(LANGUAGE::document).toList();
    }

    @Test
    void aDocumentIsAFunctionOfSeedAndNumber() {
        String seventh = LANGUAGE.document(7);
        assertThat(new ArtificialLanguage(CONFIG).document(7)).isEqualTo(seventh);
        assertThat(new ArtificialLanguage(new LanguageConfig(1000, 2, 8000, 64, 40)).document(7))
                .isNotEqualTo(seventh);
        assertThat(new HashSet<>(documents(200))).hasSize(200);
    }

    /** The text itself is a promise: shards made on other machines must have the same bytes. */
    @Test
    void theFirstWordsStayTheSame() {
        assertThat(new ArtificialLanguage(new LanguageConfig(1, 1, 100, 2, 2)).document(0))
                .isEqualTo("Lo troska moumilot gaserdroek lo pluman. Fairglustou lamakilut losshaek li brei passtem.");
    }

    @Test
    void sentencesBeginWithACapitalAndEndWithAFullStop() {
        for (String document : documents(50)) {
            assertThat(document).matches("(\\p{Lu}[^.]*\\.[ \\n])*\\p{Lu}[^.]*\\.");
            assertThat(document).doesNotContain("  ", "( ", " )", " ,", ",,");
        }
    }

    @Test
    void pairsAreClosed() {
        for (String document : documents(50)) {
            for (String sentence : document.split("\\.")) {
                assertThat(count(sentence, "\\(")).isEqualTo(count(sentence, "\\)"));
                assertThat(count(sentence, "\\[")).isEqualTo(count(sentence, "]"));
                assertThat(count(sentence, "\\b[Ss]el\\b")).isEqualTo(count(sentence, "\\bles\\b"));
            }
        }
    }

    @Test
    void verbsAgreeWithTheirSubjectOverAClause() {
        Pattern relative =
                Pattern.compile("\\b[Ll]([oaiu])(s?) [^.,]*, ke \\w+?([oaiu])(nt|t) [^.,]*, \\w+?([oaiu])(nt|t)\\b");
        int found = 0;
        for (String document : documents(100)) {
            for (String sentence : document.split("\\.")) {
                Matcher m = relative.matcher(sentence.strip());
                if (sentence.indexOf('(') < 0 && sentence.indexOf('[') < 0 && m.lookingAt()) {
                    boolean plural = !m.group(2).isEmpty();
                    assertThat(m.group(3)).as(sentence).isEqualTo(m.group(1));
                    assertThat(m.group(5)).as(sentence).isEqualTo(m.group(1));
                    assertThat(m.group(4).equals("nt")).as(sentence).isEqualTo(plural);
                    assertThat(m.group(6).equals("nt")).as(sentence).isEqualTo(plural);
                    found++;
                }
            }
        }
        assertThat(found).isGreaterThan(300);
    }

    @Test
    void fewWordsAreFrequentAndManyRare() {
        Map<String, Integer> counts = new HashMap<>();
        int words = 0;
        for (String document : documents(1000)) {
            for (String word : document.split("[^\\p{L}]+")) {
                counts.merge(word, 1, Integer::sum);
                words++;
            }
        }
        List<Integer> sorted = new ArrayList<>(counts.values());
        sorted.sort(Comparator.reverseOrder());
        int top = sorted.subList(0, 20).stream().mapToInt(Integer::intValue).sum();
        assertThat((double) top / words).isBetween(.2, .5);
        assertThat(sorted.size()).isGreaterThan(10_000);
        assertThat(sorted.get(sorted.size() / 2)).isLessThan(20);
    }

    @Test
    void theHeroComesBack() {
        int returned = 0;
        for (String document : documents(100)) {
            Set<String> seen = new HashSet<>();
            Matcher name = Pattern.compile("(?<=[a-z,(] )\\p{Lu}\\p{L}+").matcher(document);
            boolean again = false;
            while (name.find()) {
                again |= !seen.add(name.group());
            }
            returned += again ? 1 : 0;
        }
        assertThat(returned).isGreaterThan(80);
    }

    @Test
    void lengthFollowsTheConfiguration() {
        double sentences =
                documents(300).stream().mapToInt(d -> count(d, "\\.")).average().orElseThrow();
        assertThat(sentences).isBetween(37.0, 43.0);
    }

    private static int count(String text, String pattern) {
        return (int) Pattern.compile(pattern).matcher(text).results().count();
    }
}
