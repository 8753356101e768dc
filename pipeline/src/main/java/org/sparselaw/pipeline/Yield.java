package org.sparselaw.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sparselaw.job.DataException;
import org.sparselaw.pipeline.shard.Manifest;
import org.sparselaw.pipeline.shard.Split;

/** What a preparation has given: in words, and whether it is enough. */
record Yield(PrepareTextConfig config, Manifest manifest) {
    private static final int BAR = 40;

    /** @throws DataException when every record of the files was rejected, naming the first */
    static void requireDocuments(List<FileReport> files) {
        Map<String, Long> dropped = FileReport.dropped(files);
        long read = files.stream().mapToLong(FileReport::read).sum();
        if (read == dropped.values().stream().mapToLong(Long::longValue).sum()) {
            throw new DataException(
                    "no document can be kept: " + documents(read, 0, dropped) + FileReport.example(files));
        }
    }

    /** @throws DataException when more records than allowed cannot be read, naming the first */
    static void requireReadable(PrepareTextConfig config, List<FileReport> files) {
        long read = files.stream().mapToLong(FileReport::read).sum();
        Map<String, Long> unreadable = new TreeMap<>(FileReport.dropped(files));
        config.cleaning().rules().forEach(rule -> unreadable.remove(rule.code()));
        long count = unreadable.values().stream().mapToLong(Long::longValue).sum();
        if (count > config.maxRejectedFraction() * read) {
            throw new DataException("too much is rejected: %s, above max-rejected-fraction (%s)%s"
                    .formatted(
                            documents(read, read - count, unreadable),
                            config.maxRejectedFraction(),
                            FileReport.example(files)));
        }
    }

    /** @throws DataException when a split has no window, saying what to change */
    void requireWindows() {
        requireWindows(Split.TRAIN, "shards", config.shards());
        requireWindows(Split.VALIDATION, "validation-shards", config.validationShards());
    }

    private void requireWindows(Split split, String key, int shards) {
        Manifest.SplitSize size = manifest.size(split);
        if (size.windows() == 0) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "the %s split has no window: its %,d documents fill none of %d tokens in any of its %d shards;"
                            + " give more text, a smaller window, fewer %s%s",
                    split.prefix(),
                    size.documents(),
                    config.window(),
                    shards,
                    key,
                    split == Split.TRAIN ? "" : " or a larger validation (" + config.validation() + ")"));
        }
    }

    /** One fact a line. */
    List<String> lines() {
        Manifest.Counts counts = manifest.counts();
        List<String> lines = new ArrayList<>();
        lines.add(documents(counts.documentsRead(), counts.documentsKept(), counts.dropped()));
        if (!counts.changed().isEmpty()) {
            lines.add(counts.changed().entrySet().stream()
                    .map(rule -> String.format(Locale.ROOT, "%s %,d", rule.getKey(), rule.getValue()))
                    .collect(Collectors.joining(", ", "documents that rules shortened: ", "")));
        }
        lines.add(String.format(
                Locale.ROOT,
                "%,d bytes of text, %,d tokens = %,d in windows + %,d left over at the ends of shards; %,d ids",
                counts.textBytes(),
                counts.tokens(),
                counts.tokensWritten(),
                counts.tailTokens(),
                manifest.vocabulary()));
        lines.add(String.format(
                Locale.ROOT,
                "windows of %d tokens: train %,d in %d shards, validation %,d in %d",
                manifest.window(),
                manifest.train().windows(),
                config.shards(),
                manifest.validation().windows(),
                config.validationShards()));
        lines.addAll(lengths());
        return lines;
    }

    /** A bar for each class of lengths. */
    private List<String> lengths() {
        long most = manifest.lengths().values().stream().max(Long::compare).orElse(1L);
        List<String> lines = new ArrayList<>();
        manifest.lengths()
                .forEach((tokens, documents) -> lines.add(String.format(
                        Locale.ROOT,
                        "%,11d to %,11d tokens: %,11d documents %s",
                        tokens,
                        2L * tokens - 1,
                        documents,
                        "#".repeat((int) (BAR * documents / most)))));
        return lines;
    }

    private static String documents(long read, long kept, Map<String, Long> dropped) {
        return FileReport.account("documents", read, "kept", kept, dropped);
    }
}
