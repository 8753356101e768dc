package org.sparselaw.training.device.cuda;

/** Memory of a card that lasts until the next call; grows to the most that was asked for. */
final class CardScratch {
    private final Card card;
    private long address;
    private long bytes;

    CardScratch(Card card) {
        this.card = card;
    }

    /** @return its address */
    long atLeast(long wanted) {
        if (wanted > bytes) {
            bytes = wanted + wanted / 4;
            address = card.allocate(bytes);
        }
        return address;
    }
}
