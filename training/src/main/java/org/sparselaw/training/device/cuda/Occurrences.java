package org.sparselaw.training.device.cuda;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The places of each id, ascending, cut into chunks of at most so many: what is added up to the gradient of an id's row, and in
 * which order. All ids are at least 0.
 */
final class Occurrences {
    private final int mostOfChunk;
    private final CardIntegers places;
    private final CardIntegers chunkStarts;
    private final CardIntegers groupIds;
    private final CardIntegers groupStarts;
    private int chunks;
    private int groups;
    private boolean current;

    Occurrences(Card card, int mostOfChunk) {
        this.mostOfChunk = mostOfChunk;
        places = new CardIntegers(card, 0);
        chunkStarts = new CardIntegers(card, 0);
        groupIds = new CardIntegers(card, 0);
        groupStarts = new CardIntegers(card, 0);
    }

    void outOfDate() {
        current = false;
    }

    /** These, sorted and on the card. */
    Occurrences of(int[] ids) {
        if (!current) {
            sort(ids);
            current = true;
        }
        return this;
    }

    private void sort(int[] ids) {
        int[] ends = new int[IntStream.of(ids).max().orElse(-1) + 2];
        for (int id : ids) {
            ends[id + 1]++;
        }
        int[] chunkFirsts = new int[ids.length + 1];
        int[] idsOfGroups = new int[ids.length];
        int[] firstChunks = new int[ids.length + 1];
        chunks = 0;
        groups = 0;
        for (int id = 0; id + 1 < ends.length; id++) {
            int begin = ends[id];
            ends[id + 1] += begin;
            if (ends[id + 1] > begin) {
                idsOfGroups[groups] = id;
                firstChunks[groups++] = chunks;
                for (int first = begin; first < ends[id + 1]; first += mostOfChunk) {
                    chunkFirsts[chunks++] = first;
                }
            }
        }
        chunkFirsts[chunks] = ids.length;
        firstChunks[groups] = chunks;
        int[] sorted = new int[ids.length];
        for (int place = 0; place < ids.length; place++) {
            sorted[ends[ids[place]]++] = place;
        }
        places.set(sorted);
        chunkStarts.set(Arrays.copyOf(chunkFirsts, chunks + 1));
        groupIds.set(Arrays.copyOf(idsOfGroups, groups));
        groupStarts.set(Arrays.copyOf(firstChunks, groups + 1));
    }

    /** An id has chunks of its own, one behind the other. */
    int chunks() {
        return chunks;
    }

    /** Ids that occur. */
    int groups() {
        return groups;
    }

    long places() {
        return places.address();
    }

    /** Begins of the chunks in {@link #places}, and their end. */
    long chunkStarts() {
        return chunkStarts.address();
    }

    long groupIds() {
        return groupIds.address();
    }

    /** First chunks of the groups, and their end. */
    long groupStarts() {
        return groupStarts.address();
    }
}
