package org.sparselaw.pipeline;

import java.util.List;
import java.util.Optional;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.pipeline.text.PlainDocuments;
import org.sparselaw.pipeline.text.ReadOptions;
import org.sparselaw.pipeline.text.cleaning.CleaningConfig;
import org.sparselaw.pipeline.text.duplicates.NearDuplicatesConfig;
import org.sparselaw.pipeline.text.duplicates.RepeatedSpansConfig;
import org.sparselaw.pipeline.text.language.LanguageConfig;
import org.sparselaw.pipeline.tokenizer.VocabularyConfig;

/**
 * What {@link PrepareText} does.
 *
 * @param sources files, folders or globs of C4-like JSON lines ({@code .json}, {@code .jsonl}), Parquet tables ({@code .parquet})
 *     and plain text ({@code .txt}); lines and plain text also {@code .gz} or {@code .zst}
 * @param textField field of a JSON object, or column of a table, that holds the document
 * @param plainDocuments whether a document of plain text is a file or a line
 * @param generated artificial language, read only when there are no sources: so a study of it becomes one of real text by
 *     naming sources
 * @param tokenizer a SentencePiece unigram model or a byte-level {@code tokenizer.json}; without one, a vocabulary is trained from
 *     the train split
 * @param vocabulary how it is trained then
 * @param window tokens a row
 * @param extraIds sentinels above the pieces
 * @param validation share of the documents that are held out
 * @param shards files of the train split
 * @param validationShards files of the validation split
 * @param lineLimitMib most MiB a JSON line, a document of plain text or one of a table may have; longer ones are rejected
 * @param cleaning rules that change or drop documents of the sources, before they are split and ordered
 * @param duplicates what becomes of documents whose texts, as cleaned, are equal; always dropped with one of the next two
 * @param nearDuplicates which documents are near-duplicates, of which one is kept; without it they stay
 * @param repeatedSpans which spans of sentences are kept only once in what is left then; without it they stay
 * @param maxRejectedFraction the job fails when a larger share of the records cannot be read; what rules drop does not count
 * @param seed of the split and of the order of documents
 * @param output the shard set's folder, when the job is run by itself
 */
public record PrepareTextConfig(
        @Default("[]") List<String> sources,
        @Default(ReadOptions.TEXT) String textField,
        @Default("file") PlainDocuments plainDocuments,
        Optional<LanguageConfig> generated,
        Optional<String> tokenizer,
        @Default("{}") VocabularyConfig vocabulary,
        @Default("568") @Range("[8, 1000000]") int window,
        @Default("100") @Range("[0, 100000]") int extraIds,
        @Default("0.01") @Range("(0, 1)") double validation,
        @Default("16") @Range("[1, 99999]") int shards,
        @Default("1") @Range("[1, 99999]") int validationShards,
        @Default("16") @Range("[1, 1024]") int lineLimitMib,
        @Default("{}") CleaningConfig cleaning,
        @Default("keep") Duplicates duplicates,
        Optional<NearDuplicatesConfig> nearDuplicates,
        Optional<RepeatedSpansConfig> repeatedSpans,
        @Default("1") @Range("[0, 1]") double maxRejectedFraction,
        @Default("1") long seed,
        Optional<String> output) {
    public PrepareTextConfig {
        sources = List.copyOf(sources);
        if (sources.isEmpty() && generated.isEmpty()) {
            throw new IllegalArgumentException(
                    "no text: sources must name files, folders or globs, or generated must be given");
        }
    }

    ReadOptions readOptions() {
        return new ReadOptions(lineLimitMib << 20, textField, plainDocuments);
    }

    /** Whether one of documents with equal texts is kept, or all. */
    boolean dropsCopies() {
        return duplicates == Duplicates.DROP || nearDuplicates.isPresent() || repeatedSpans.isPresent();
    }

    /** The artificial language to read, if any. */
    Optional<LanguageConfig> language() {
        return sources.isEmpty() ? generated : Optional.empty();
    }

    /** The same without the place of the output, which does not change what is made. */
    PrepareTextConfig anywhere() {
        return new PrepareTextConfig(
                sources,
                textField,
                plainDocuments,
                generated,
                tokenizer,
                vocabulary,
                window,
                extraIds,
                validation,
                shards,
                validationShards,
                lineLimitMib,
                cleaning,
                duplicates,
                nearDuplicates,
                repeatedSpans,
                maxRejectedFraction,
                seed,
                Optional.empty());
    }
}
