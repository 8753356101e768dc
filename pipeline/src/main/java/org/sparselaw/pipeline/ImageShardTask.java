package org.sparselaw.pipeline;

import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Row;
import org.sparselaw.pipeline.shard.ImageWriter;
import org.sparselaw.storage.Storage;

/** Writes one shard in a task, from its images in order; see {@link ShardTask} on the names of files. */
final class ImageShardTask implements Function2<Integer, Iterator<Row>, Iterator<ImageShardReport>> {
    private final Placement placement;
    private final int classes;
    private final String attempts;

    ImageShardTask(Placement placement, int classes, String attempts) {
        this.placement = placement;
        this.classes = classes;
        this.attempts = attempts;
    }

    @Override
    public Iterator<ImageShardReport> call(Integer number, Iterator<Row> images) throws IOException {
        String name = placement.file(number);
        String attempt = name + "-" + TaskContext.get().taskAttemptId();
        ChannelSums.Builder pixels = new ChannelSums.Builder();
        long[] histogram = new long[classes];
        ImageWriter writer = new ImageWriter(Storage.of(attempts).child(attempt));
        try (writer) {
            while (images.hasNext()) {
                Row row = images.next();
                byte[] rgb = row.getAs(ImageRows.PIXELS);
                int[] labels = row.<Integer>getList(ImageRows.LABELS).stream()
                        .mapToInt(Integer::intValue)
                        .toArray();
                writer.write(rgb, labels);
                pixels.add(rgb);
                for (int label : labels) {
                    histogram[label]++;
                }
            }
        }
        return List.of(new ImageShardReport(
                        writer.shard(placement.split(number), name),
                        attempt,
                        pixels.sums(),
                        Arrays.stream(histogram).boxed().toList()))
                .iterator();
    }
}
