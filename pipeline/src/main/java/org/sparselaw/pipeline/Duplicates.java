package org.sparselaw.pipeline;

/** What becomes of documents whose texts are equal. */
public enum Duplicates {
    KEEP,
    /** One of them is kept. */
    DROP;

    /** Why a document is dropped for what it shares with others. */
    enum Reason {
        /** Its text is that of another. */
        DUPLICATE("duplicate"),
        /** It is nearly equal to one that is kept. */
        NEAR_DUPLICATE("near-duplicate"),
        /** Little is left of it but spans of sentences that others have. */
        REPEATED_SPANS("repeated-spans");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** As in manifests and rejected records. */
        String code() {
            return code;
        }
    }
}
