package org.sparselaw.pipeline.text.cleaning;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/** Apache OpenNLP's model of languages; a process loads it once, when a rule asks for it. */
final class LanguageModel {
    private static final String RESOURCE = "/langdetect-183.bin";
    private static final LanguageDetectorModel MODEL = load();
    private static final ThreadLocal<LanguageDetectorME> DETECTOR =
            ThreadLocal.withInitial(() -> new LanguageDetectorME(MODEL));
    private static final SortedSet<String> LANGUAGES = Collections.unmodifiableSortedSet(
            new TreeSet<>(List.of(new LanguageDetectorME(MODEL).getSupportedLanguages())));

    private LanguageModel() {}

    /** The most probable language of a text, by its code of ISO 639-3. */
    record Guess(String language, double probability) {}

    static Guess guess(String text) {
        Language best = DETECTOR.get().predictLanguage(text);
        return new Guess(best.getLang(), best.getConfidence());
    }

    /** Codes of ISO 639-3, in their order. */
    static SortedSet<String> languages() {
        return LANGUAGES;
    }

    private static LanguageDetectorModel load() {
        try (InputStream in = LanguageModel.class.getResourceAsStream(RESOURCE)) {
            return new LanguageDetectorModel(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
