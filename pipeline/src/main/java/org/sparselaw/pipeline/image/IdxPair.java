package org.sparselaw.pipeline.image;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparselaw.pipeline.input.InputFile;

/** The names of a pair of IDX files: {@code train-images-idx3-ubyte} and {@code train-labels-idx1-ubyte}, each also .gz. */
final class IdxPair {
    private static final Pattern IMAGES = Pattern.compile("(.*)images([-.])idx3-ubyte(\\.gz)?");

    private IdxPair() {}

    /** Whether a file is the images of a pair. */
    static boolean images(InputFile file) {
        return IMAGES.matcher(file.name()).matches();
    }

    /** What the labels of a pair may be called. */
    static List<String> labels(String images) {
        Matcher name = IMAGES.matcher(images);
        if (!name.matches()) {
            throw new IllegalArgumentException("Invalid name of IDX images: " + images);
        }
        String labels = name.group(1) + "labels" + name.group(2) + "idx1-ubyte";
        return name.group(3) == null ? List.of(labels, labels + ".gz") : List.of(labels + ".gz", labels);
    }
}
