package org.sparselaw.pipeline.text;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.pipeline.input.InputFiles;
import org.sparselaw.pipeline.input.Selection;

/**
 * The files of text that sources stand for. A folder stands for the JSON-lines files and Parquet tables in
 * it and below it; a folder that has none, for its plain text files (so a README beside the data is no document).
 */
public final class TextFiles {
    private static final String ENDINGS = Arrays.stream(TextFormat.values())
            .flatMap(format -> format.endings().stream())
            .collect(Collectors.joining(", "));

    private static final Selection TEXT = new Selection() {
        @Override
        public String what() {
            return "text";
        }

        @Override
        public String which() {
            return "files that end in " + ENDINGS;
        }

        @Override
        public boolean accepts(InputFile file) {
            return TextFormat.of(file).isPresent();
        }

        @Override
        public List<InputFile> in(List<InputFile> folder) {
            List<InputFile> texts = folder.stream().filter(this::accepts).toList();
            List<InputFile> tables =
                    texts.stream().filter(file -> !TextFormat.PLAIN.has(file)).toList();
            return tables.isEmpty() ? texts : tables;
        }
    };

    private TextFiles() {}

    /** As {@link InputFiles#find}. */
    public static List<InputFile> find(List<String> sources) {
        return InputFiles.find(sources, TEXT);
    }
}
