package org.sparselaw.pipeline.image;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The path of a file or of a member of a tar. It is taken apart as text and never opened, so absolute paths and those with
 * {@code ..} are as good as any.
 */
record MemberPath(String path) {
    private static final Set<String> IMAGE_ENDINGS = Set.of("jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "webp");

    /**
     * The folder that a file lies in, which is the class of its image. When classes are looked for, only files that are
     * named as images count: a README is of no class.
     */
    List<String> labels(ReadOptions options) {
        return options.pixels() || imageField() ? folder().stream().toList() : List.of();
    }

    private Optional<String> folder() {
        List<String> parts = Arrays.stream(path.split("/"))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .toList();
        return parts.size() < 2 || parts.get(parts.size() - 2).equals("..")
                ? Optional.empty()
                : Optional.of(parts.get(parts.size() - 2));
    }

    private String file() {
        return ImageSources.lastPart(path);
    }

    boolean hidden() {
        return file().startsWith(".");
    }

    /** As WebDataset has it: members whose paths are equal up to the first dot of the file name are one sample. */
    String key() {
        return path.substring(0, path.length() - file().length()) + file().split("\\.", 2)[0];
    }

    /** What follows that dot, in small letters: {@code cls}. */
    String field() {
        String[] parts = file().split("\\.", 2);
        return parts.length == 1 ? "" : parts[1].toLowerCase(Locale.ROOT);
    }

    /** Whether the name is that of an image; which kind it is, its content tells. */
    boolean imageField() {
        return IMAGE_ENDINGS.contains(field().substring(field().lastIndexOf('.') + 1));
    }
}
