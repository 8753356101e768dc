package org.sparselaw.pipeline.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** What can be kept of one input, read as it is asked for. */
public abstract class ReadAhead<T> implements Iterator<T>, Closeable {
    private final InputFile input;
    private Optional<T> next = Optional.empty();
    private boolean ended;

    protected ReadAhead(InputFile input) {
        this.input = input;
    }

    /** The next that is kept, or nothing at the end; not called again after that. */
    protected abstract Optional<T> read() throws IOException;

    /** Ends the reading, wherever it is; may be called more than once. */
    protected abstract void end() throws IOException;

    @Override
    public final boolean hasNext() {
        if (next.isEmpty() && !ended) {
            try {
                next = read();
            } catch (IOException e) {
                throw failure(e);
            }
            ended = next.isEmpty();
        }
        return next.isPresent();
    }

    @Override
    public final T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        T taken = next.get();
        next = Optional.empty();
        return taken;
    }

    @Override
    public final void close() {
        try {
            end();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private UncheckedIOException failure(IOException e) {
        return new UncheckedIOException(input.name() + ": cannot be read (" + e.getMessage() + ")", e);
    }
}
