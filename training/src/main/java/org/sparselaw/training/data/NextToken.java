package org.sparselaw.training.data;

/**
 * Each token of a window is predicted from those before it, the first one from nothing. There is no noise and no end of
 * sequence: windows are cut from a stream of documents.
 *
 * @param window tokens an example
 */
public record NextToken(int window) implements Objective {
    @Override
    public Example example(int[] tokens, long... key) {
        return new Example(new int[0], tokens);
    }

    @Override
    public int inputsLength() {
        return 0;
    }

    @Override
    public int targetsLength() {
        return window;
    }

    @Override
    public int countedTokens() {
        return window;
    }
}
