package org.sparselaw.pipeline.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparselaw.pipeline.image.Reading.Content;
import org.sparselaw.pipeline.image.Reading.Image;
import org.sparselaw.pipeline.image.Reading.Rejected;
import org.sparselaw.pipeline.image.SampleLabels.InvalidLabelException;

/** Successive members of a tar with one key. */
final class Sample {
    /** A sample that has more is not one: files of a folder whose names begin alike. */
    private static final int MOST_MEMBERS = 64;

    /** @param content nothing when it is longer than the limit */
    private record Member(MemberPath path, long bytes, Optional<byte[]> content) {}

    private final String file;
    private final ReadOptions options;
    private final String key;
    private final List<Member> images = new ArrayList<>();
    private final Map<SampleLabels, Member> labels = new EnumMap<>(SampleLabels.class);
    private long bytes;

    /** @param file of the tar */
    Sample(String file, ReadOptions options, String key) {
        this.file = file;
        this.options = options;
        this.key = key;
    }

    boolean takes(MemberPath member) {
        return member.key().equals(key) && images.size() < MOST_MEMBERS && bytes <= options.limit();
    }

    void add(MemberPath path, TarStream tar) throws IOException {
        for (SampleLabels kind : SampleLabels.values()) {
            if (path.field().equals(kind.field())) {
                labels.put(kind, member(path, tar));
                return;
            }
        }
        images.add(options.pixels() ? member(path, tar) : new Member(path, tar.size(), Optional.of(new byte[0])));
    }

    private Member member(MemberPath path, TarStream tar) throws IOException {
        if (tar.size() > options.limit()) {
            return new Member(path, tar.size(), Optional.empty());
        }
        bytes += tar.size();
        return new Member(path, tar.size(), Optional.of(tar.content()));
    }

    /** The images with their labels. In a sample with labels, members that are not named as images are other data. */
    List<Reading> images() {
        List<Reading> readings = new ArrayList<>();
        for (Member image : images) {
            if (labels.isEmpty() || image.path.imageField()) {
                readings.add(reading(image));
            }
        }
        if (readings.isEmpty() && !labels.isEmpty()) {
            readings.add(new Rejected(Reason.NO_IMAGE, file, key, "there is no image beside the labels"));
        }
        return readings;
    }

    private Reading reading(Member image) {
        String place = image.path.path();
        if (image.content.isEmpty()) {
            return tooLong(image);
        }
        Content pixels = Content.encoded(image.content.get());
        if (labels.isEmpty()) {
            return new Image(place, image.path.labels(options), pixels);
        }
        Map.Entry<SampleLabels, Member> first = labels.entrySet().iterator().next();
        if (first.getValue().content.isEmpty()) {
            return tooLong(first.getValue());
        }
        try {
            return new Image(
                    place, first.getKey().parse(first.getValue().content.get()), pixels);
        } catch (InvalidLabelException e) {
            return new Rejected(Reason.INVALID_LABEL, file, place, e.getMessage());
        }
    }

    private Rejected tooLong(Member member) {
        return new Rejected(
                Reason.TOO_LONG,
                file,
                member.path.path(),
                member.bytes + " bytes, above the limit of " + options.limit());
    }
}
