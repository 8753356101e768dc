package org.sparselaw.pipeline.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TestContentKey {
    private static ContentKey key(long seed, String text) {
        return ContentKey.of(seed, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theKeyIsTheDigestOfSeedAndText() {
        // printf '\0\0\0\0\0\0\0\052text' | sha256sum
        String digest = "b9a65b5533091b4bfbe15a42263be77a6b6453c8a77f7bb6f6821ab22859ee19";
        ContentKey key = key(42, "text");
        assertThat(HexFormat.of().formatHex(key.order())).isEqualTo(digest.substring(32));
        assertThat(key.shard(1000)).isEqualTo((int)
                Long.remainderUnsigned(Long.parseUnsignedLong(digest.substring(16, 32), 16), 1000));
        assertThat(key.share()).isCloseTo(Long.parseLong(digest.substring(0, 8), 16) / 0x1p32, within(1e-9));
    }

    @Test
    void sharesAndShardsAreEven() {
        int below = 0;
        int[] shards = new int[7];
        for (int i = 0; i < 70_000; i++) {
            ContentKey key = key(1, "text " + i);
            below += key.share() < 0.1 ? 1 : 0;
            shards[key.shard(7)]++;
        }
        assertThat(below).isBetween(6_700, 7_300); // 7000, sd 79
        assertThat(Arrays.stream(shards)).allMatch(n -> Math.abs(n - 10_000) < 400); // sd 93
    }

    @Test
    void anotherSeedIsAnotherPlace() {
        assertThat(key(1, "text").order()).isNotEqualTo(key(2, "text").order());
    }
}
