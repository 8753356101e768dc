package org.sparselaw.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.sparselaw.pipeline.shard.ShardWriter;
import org.sparselaw.pipeline.shard.WindowCutter;
import org.sparselaw.pipeline.tokenizer.Tokenizer;
import org.sparselaw.storage.Storage;

/**
 * Writes one shard in a task, from its documents in order. The files have names of this attempt; only the attempt whose report reaches
 * the driver counts, so retries and speculation cannot spoil a shard.
 */
final class ShardTask implements Function2<Integer, Iterator<Remaining>, Iterator<ShardReport>> {
    private final Placement placement;
    private final Broadcast<Tokenizer> tokenizer;
    private final int window;
    private final int vocabulary;
    private final boolean keepDropped;
    private final String attempts;

    /** @param keepDropped whether the texts of dropped documents are written, too */
    ShardTask(
            Placement placement,
            Broadcast<Tokenizer> tokenizer,
            int window,
            int vocabulary,
            boolean keepDropped,
            String attempts) {
        this.placement = placement;
        this.tokenizer = tokenizer;
        this.window = window;
        this.vocabulary = vocabulary;
        this.keepDropped = keepDropped;
        this.attempts = attempts;
    }

    @Override
    public Iterator<ShardReport> call(Integer number, Iterator<Remaining> documents) throws IOException {
        String name = placement.file(number);
        String attempt = name + "-" + TaskContext.get().taskAttemptId();
        Tokenizer encoder = tokenizer.value();
        ShardWriter writer = new ShardWriter(Storage.of(attempts).child(attempt), window, vocabulary);
        RejectedRecords rejected = new RejectedRecords(Storage.of(attempts).child("rejected-" + attempt));
        WindowCutter cutter = new WindowCutter(writer, window, encoder.endOfSequence());
        Map<String, Long> dropped = new TreeMap<>();
        DocumentLengths lengths = new DocumentLengths();
        long shortened = 0;
        long bytes = 0;
        try (writer;
                rejected) {
            while (documents.hasNext()) {
                Remaining document = documents.next();
                if (document.reason().isEmpty()) {
                    int[] ids = encoder.encode(document.text());
                    cutter.add(ids);
                    lengths.add(ids.length + 1);
                    bytes += document.text().getBytes(StandardCharsets.UTF_8).length;
                    shortened += document.shortened() ? 1 : 0;
                    continue;
                }
                String reason = document.reason().get().code();
                dropped.merge(reason, 1L, Long::sum);
                if (keepDropped) {
                    rejected.add(
                            new DroppedCopy(reason, name, document.document().getString(Placement.TEXT)));
                }
            }
        }
        return List.of(new ShardReport(
                        writer.shard(placement.split(number), name),
                        attempt,
                        rejected.name(),
                        cutter.documents(),
                        dropped,
                        shortened,
                        bytes,
                        lengths,
                        cutter.tokens(),
                        cutter.tailTokens()))
                .iterator();
    }
}
