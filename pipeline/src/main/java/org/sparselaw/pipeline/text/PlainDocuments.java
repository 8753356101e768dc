package org.sparselaw.pipeline.text;

/** What a document of plain text is. */
public enum PlainDocuments {
    FILE,
    LINE
}
