package org.sparselaw.pipeline;

import java.util.List;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.pipeline.text.PlainDocuments;
import org.sparselaw.pipeline.text.ReadOptions;
import org.sparselaw.pipeline.tokenizer.VocabularyConfig;

/**
 * What {@link TrainTokenizer} needs.
 *
 * @param sources files, folders or globs, as in {@link PrepareTextConfig}
 * @param output the file to write: a SentencePiece model, or a {@code tokenizer.json} for bpe
 * @param textField as in {@link PrepareTextConfig}
 * @param plainDocuments as in {@link PrepareTextConfig}
 * @param maxRecordBytes a longer line, or plain text file, is rejected
 */
public record TrainTokenizerConfig(
        List<String> sources,
        String output,
        @Default(ReadOptions.TEXT) String textField,
        @Default("file") PlainDocuments plainDocuments,
        @Default("67108864") @Range("[1, inf)") int maxRecordBytes,
        @Default("{}") VocabularyConfig vocabulary) {}
