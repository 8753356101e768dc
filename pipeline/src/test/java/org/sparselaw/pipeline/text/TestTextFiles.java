package org.sparselaw.pipeline.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.job.DataException;
import org.sparselaw.pipeline.input.InputFile;

class TestTextFiles {
    @TempDir
    Path folder;

    @BeforeEach
    void fill() throws IOException {
        for (String file : new String[] {
            "web/b.json.gz",
            "web/a.jsonl",
            "web/README.txt",
            "web/_SUCCESS",
            "web/.a.jsonl.crc",
            "web/more/c [1].json",
            "books/x.txt",
            "books/y.txt",
            "books/cover.png",
            "pictures/z.png",
            "_old/d.json"
        }) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), file);
        }
    }

    private Stream<String> found(String... sources) {
        List<String> absolute =
                Stream.of(sources).map(source -> folder + "/" + source).toList();
        return TextFiles.find(absolute).stream()
                .map(file -> file.name().substring(folder.toString().length() + 1));
    }

    @Test
    void aFolderStandsForItsJsonLinesAndNotForItsNotes() {
        assertThat(found("web")).containsExactly("web/a.jsonl", "web/b.json.gz", "web/more/c [1].json");
    }

    @Test
    void aFolderWithoutJsonLinesStandsForItsTexts() {
        assertThat(found("books")).containsExactly("books/x.txt", "books/y.txt");
    }

    @Test
    void aFileIsFoundOnceAndInTheOrderOfNames() {
        assertThat(found("web/b.json.gz", "web/*.json*", "books/x.txt", "web/more/c [1].json"))
                .containsExactly("books/x.txt", "web/a.jsonl", "web/b.json.gz", "web/more/c [1].json");
    }

    @Test
    void hiddenPlacesMayBeNamed() {
        assertThat(found("_old")).containsExactly("_old/d.json");
    }

    @Test
    void bytesAreCounted() {
        assertThat(TextFiles.find(List.of(folder + "/books/x.txt")))
                .extracting(InputFile::bytes)
                .containsExactly(11L);
    }

    @Test
    void aRelativeSourceHasRelativeNames() throws IOException {
        Path target = Files.createDirectories(Path.of("target"));
        Path file = Files.writeString(target.resolve("relative.txt"), "text");
        assertThat(TextFiles.find(List.of("target/relative.*")))
                .containsExactly(new InputFile(file.toUri().toString().replace("///", "/"), "target/relative.txt", 4));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> found("web", "nothing/here"))
                .isInstanceOf(DataException.class)
                .hasMessage(folder + "/nothing/here: no such file or folder");
        assertThatThrownBy(() -> found("web/*.parquet"))
                .isInstanceOf(DataException.class)
                .hasMessage(folder + "/web/*.parquet: no file matches");
        assertThatThrownBy(() -> found("pictures"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(folder + "/pictures: no text in this folder (files that end in .json, ");
        assertThatThrownBy(() -> found("pictures/z.png"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(folder + "/pictures/z.png: not a source of text (files that end in .json, ");
    }
}
