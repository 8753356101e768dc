package org.sparselaw.pipeline.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestOrientation {
    /** Stored: 1 2 3 over 4 5 6. Exif says where its first row and first column are to stand. */
    @ParameterizedTest
    @CsvSource({
        "1, 3, 123456", // row on top, column left
        "2, 3, 321654", // top, right
        "3, 3, 654321", // bottom, right
        "4, 3, 456123", // bottom, left
        "5, 2, 142536", // left, top
        "6, 2, 415263", // right, top
        "7, 2, 635241", // right, bottom
        "8, 2, 362514", // left, bottom
        "0, 3, 123456",
        "9, 3, 123456"
    })
    void theImageStandsUpright(int tag, int width, String pixels) {
        Pixels upright = Orientation.of(tag).apply(Pixels.grey(3, 2, new byte[] {1, 2, 3, 4, 5, 6}));
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < upright.rgb().length; i += 3) {
            found.append(upright.rgb()[i]);
        }
        assertThat(upright.width()).isEqualTo(width);
        assertThat(found).hasToString(pixels);
    }
}
