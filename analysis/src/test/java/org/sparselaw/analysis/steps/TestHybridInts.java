package org.sparselaw.analysis.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class TestHybridInts {
    /** The numbers 0 to 7 in three bits each: the example of Parquet's specification of the encoding. */
    private static final int[] ZERO_TO_SEVEN = {0b10001000, 0b11000110, 0b11111010};

    @Test
    void packedBitsAreTheSpecificationsExample() {
        assertThat(read(ints(3, 3, ZERO_TO_SEVEN), 8)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void packedBitsCanBeTakenInAnyPieces() {
        HybridInts ints = ints(3, 3, ZERO_TO_SEVEN);
        assertThat(read(ints, 1)).containsExactly(0);
        assertThat(read(ints, 4)).containsExactly(1, 2, 3, 4);
        assertThat(read(ints, 3)).containsExactly(5, 6, 7);
    }

    @Test
    void stretchesFollowEachOther() {
        // 300 times 0x0201, whose length takes two bytes; then packed 1, 2 and six zeros in ten bits each.
        HybridInts ints = ints(10, 0xd8, 0x04, 0x01, 0x02, 3, 0x01, 0x08, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(read(ints, 299)).containsOnly(0x0201);
        assertThat(read(ints, 3)).containsExactly(0x0201, 1, 2);
    }

    @Test
    void theLastGroupMayBeCutAfterItsLastValue() {
        assertThat(read(ints(3, 3, 0b10001000, 0b00000110), 5)).containsExactly(0, 1, 2, 3, 0);
        assertThatThrownBy(() -> read(ints(3, 3, 0b10001000, 0b00000110), 6))
                .isInstanceOf(BufferUnderflowException.class);
    }

    @Test
    void aDictionaryOfOneEntryNeedsNoBits() {
        assertThat(read(ints(0, 16), 8)).containsOnly(0).hasSize(8);
    }

    @Test
    void aRepetitionCanBePassedOverAtOnce() {
        HybridInts ints = ints(1, 20, 1, 3, 0b01010101);
        assertThat(ints.skip(0, 2)).isFalse();
        assertThat(ints.skip(1, 11)).isFalse();
        assertThat(ints.skip(1, 9)).isTrue();
        assertThat(read(ints, 3)).containsExactly(1, 1, 0);
        assertThat(ints.skip(1, 1)).isFalse();
        assertThat(read(ints, 2)).containsExactly(1, 0);
    }

    private static HybridInts ints(int width, int first, int... others) {
        ByteBuffer bytes = ByteBuffer.allocate(1 + others.length).put((byte) first);
        for (int other : others) {
            bytes.put((byte) other);
        }
        return new HybridInts(width, bytes.flip());
    }

    private static int[] read(HybridInts ints, int count) {
        int[] values = new int[count];
        ints.read(values, count);
        return values;
    }
}
