/**
 * Byte-level byte-pair encoding (Sennrich et al. 2016, arXiv 1508.07909, on bytes as GPT-2 does): {@code tokenizer.json} files read,
 * applied, trained and written, with the ids that the Hugging Face library gives.
 */
package org.sparselaw.pipeline.tokenizer.bytepair;
