package org.sparselaw.pipeline.tokenizer;

/** Bytes that are not the protocol-buffers message they should be; the message says what is wrong. */
final class WireException extends RuntimeException {
    WireException(String message) {
        super(message);
    }
}
