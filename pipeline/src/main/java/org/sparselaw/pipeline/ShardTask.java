package org.sparselaw.pipeline;

import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.sparselaw.pipeline.shard.ShardWriter;
import org.sparselaw.pipeline.shard.WindowCutter;
import org.sparselaw.pipeline.tokenizer.Tokenizer;
import org.sparselaw.storage.Storage;

/**
 * Writes one shard in a task, from its documents in order, in which equal ones follow each other. The file has a name of this
 * attempt; only the attempt whose report reaches the driver counts, so retries and speculation cannot spoil a shard.
 */
final class ShardTask implements Function2<Integer, Iterator<Row>, Iterator<ShardReport>> {
    private final Placement placement;
    private final Broadcast<Tokenizer> tokenizer;
    private final int window;
    private final int vocabulary;
    private final boolean dropDuplicates;
    private final String attempts;

    ShardTask(
            Placement placement,
            Broadcast<Tokenizer> tokenizer,
            int window,
            int vocabulary,
            Duplicates duplicates,
            String attempts) {
        this.placement = placement;
        this.tokenizer = tokenizer;
        this.window = window;
        this.vocabulary = vocabulary;
        this.dropDuplicates = duplicates == Duplicates.DROP;
        this.attempts = attempts;
    }

    @Override
    public Iterator<ShardReport> call(Integer number, Iterator<Row> documents) throws IOException {
        String name = placement.file(number);
        String attempt = name + "-" + TaskContext.get().taskAttemptId();
        Tokenizer encoder = tokenizer.value();
        ShardWriter writer = new ShardWriter(Storage.of(attempts).child(attempt), window, vocabulary);
        long duplicates = 0;
        long nearDuplicates = 0;
        WindowCutter cutter = new WindowCutter(writer, window, encoder.endOfSequence());
        try (writer) {
            String previous = null;
            byte[] nearDuplicate = null;
            while (documents.hasNext()) {
                Row document = documents.next();
                String text = document.getString(Placement.TEXT);
                byte[] key = document.getAs(Placement.KEY);
                if (text == null) {
                    nearDuplicate = key;
                    continue;
                } else if (dropDuplicates && text.equals(previous)) {
                    duplicates++;
                } else if (Arrays.equals(key, nearDuplicate)) {
                    nearDuplicates++;
                } else {
                    cutter.add(encoder.encode(text));
                }
                previous = text;
            }
        }
        return List.of(new ShardReport(
                        writer.shard(placement.split(number), name),
                        attempt,
                        cutter.documents(),
                        duplicates,
                        nearDuplicates,
                        cutter.tokens(),
                        cutter.tailTokens()))
                .iterator();
    }
}
