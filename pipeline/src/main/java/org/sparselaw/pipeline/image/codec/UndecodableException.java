package org.sparselaw.pipeline.image.codec;

/** Bytes that give no pixels: a fact about the image, not an error of the program. */
public final class UndecodableException extends Exception {
    private final Fault fault;

    UndecodableException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    static UndecodableException damaged(String message) {
        return new UndecodableException(Fault.DAMAGED_IMAGE, message);
    }

    public Fault fault() {
        return fault;
    }
}
