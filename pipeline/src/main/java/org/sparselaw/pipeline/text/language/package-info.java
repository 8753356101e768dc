/**
 * Artificial language, for studies that need text in any amount and no download.
 *
 * <p>What a model can learn from it lies at several levels, so that larger models and more data keep helping: how words
 * are spelled and how often they come (Zipf); grammar over short and long distances (agreement of a verb with a subject
 * clauses away, brackets that must close, one tense a document); what a document is about (topics, names that come back);
 * and a large table of facts to memorise (the few adjectives, verbs and objects that go with each single word).
 */
package org.sparselaw.pipeline.text.language;
