package org.sparselaw.pipeline;

import java.util.List;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.pipeline.tokenizer.VocabularyConfig;

/**
 * What {@link TrainTokenizer} needs.
 *
 * @param sources files, folders or globs of text: .json(l), .json(l).gz, .txt, .txt.gz
 * @param output the SentencePiece model file to write
 * @param maxRecordBytes a longer line, or plain text file, is rejected
 */
public record TrainTokenizerConfig(
        List<String> sources,
        String output,
        @Default("67108864") @Range("[1, inf)") int maxRecordBytes,
        @Default("{}") VocabularyConfig vocabulary) {}
