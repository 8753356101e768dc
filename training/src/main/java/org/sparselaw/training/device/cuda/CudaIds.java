package org.sparselaw.training.device.cuda;

import java.util.HashMap;
import java.util.Map;
import org.sparselaw.training.device.Ids;

/** Ids in the memory of a card, and on the host, which sorts them for the gradients of what they look up. */
final class CudaIds implements Ids {
    private final Card card;
    private final CardIntegers onCard;
    private final Map<Integer, Occurrences> occurrences = new HashMap<>();
    private int[] values;

    CudaIds(Card card, int size) {
        this.card = card;
        onCard = new CardIntegers(card, size);
        values = new int[size];
    }

    static CudaIds of(Ids ids) {
        return (CudaIds) ids;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public void set(int[] ids) {
        values = ids.clone();
        onCard.set(values);
        occurrences.values().forEach(Occurrences::outOfDate);
    }

    long address() {
        return onCard.address();
    }

    /** How many are not this one. */
    long countOfOthers(int id) {
        long count = 0;
        for (int value : values) {
            count += value == id ? 0 : 1;
        }
        return count;
    }

    /** Where each id occurs, in chunks of this size. */
    Occurrences occurrences(int chunk) {
        return occurrences
                .computeIfAbsent(chunk, size -> new Occurrences(card, size))
                .of(values);
    }
}
