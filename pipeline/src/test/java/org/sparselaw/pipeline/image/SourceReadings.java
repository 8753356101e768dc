package org.sparselaw.pipeline.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparselaw.pipeline.image.ReadOptions.Contents;

/** All records of all sources that paths stand for. */
record SourceReadings(List<Reading> all, List<String> digests) {
    static SourceReadings of(String... paths) throws IOException {
        return of(1 << 20, Contents.PIXELS, paths);
    }

    static SourceReadings of(int limit, Contents contents, String... paths) throws IOException {
        List<Reading> all = new ArrayList<>();
        List<String> digests = new ArrayList<>();
        for (ImageSource source : ImageSources.find(List.of(paths))) {
            try (SourceReader reader = SourceReader.open(source, new ReadOptions(limit, "image", "label", contents))) {
                for (Optional<Reading> next = reader.next(); next.isPresent(); next = reader.next()) {
                    all.add(next.get());
                }
                if (contents == Contents.PIXELS) {
                    digests.add(reader.sha256());
                }
            }
        }
        return new SourceReadings(all, digests);
    }

    /** {@code place=[labels]} of each image, {@code place:reason} of what is rejected. */
    List<String> summary() {
        return all.stream()
                .map(reading -> reading instanceof Reading.Image image
                        ? image.place() + "=" + image.labels()
                        : ((Reading.Rejected) reading).image() + ":" + ((Reading.Rejected) reading).reason())
                .toList();
    }
}
